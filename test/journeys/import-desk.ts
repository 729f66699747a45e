import { rows } from '#kernel';
import type { TestApp } from '../support/app.js';
import type { SeenPage, Visitor } from '../support/visitor.js';
import type { HrFile } from './hr-file.js';

interface Row {
  readonly kind: string;
  readonly number: string | null;
  readonly rowNumber: number | null;
  readonly columnName: string | null;
  readonly reason: string | null;
}
/** One run of the importer, as the API shows it. */
export interface Import {
  readonly id: string;
  readonly state: string;
  readonly waitingFor: string;
  readonly fingerprint: string | null;
  readonly result: {
    counts: Record<string, number>;
    brake: { stopped: boolean; affected: number; allowed: number };
  } | null;
  readonly diff: readonly Row[];
}

/** What HR does at the import page, and how one sees whether anything changed. */
export function importDesk(house: () => TestApp) {
  return {
    /** All that HR files decide, as it is now. */
    company: () =>
      Promise.all(
        ['person', 'employment', 'placement', 'absence', 'team', 'site'].map((table) =>
          rows(
            house().db.read,
            `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS content, count(*)::int AS n FROM ${table} t`,
          ),
        ),
      ),
    upload: async (visitor: Visitor, file: HrFile | Buffer, name: string): Promise<SeenPage> => {
      await visitor.open('/people/imports/new');
      const bytes = Buffer.isBuffer(file) ? file : file.toBytes();
      return visitor.upload('/people/imports', 'file', { name, bytes }, { source: 'demo' });
    },
    view: async (id: string): Promise<Import> =>
      (await (await house().api('anna'))('get', `/api/v1/imports/${id}`)).body as Import,
    jobOf: (number: string) =>
      rows<{ job: string; team_code: string; weekly_hours: string }>(
        house().db.read,
        'SELECT job, team_code, weekly_hours FROM person_facts($1) WHERE number = $2',
        ['2026-11-24', number],
      ),
  };
}

export const idIn = (page: SeenPage): string =>
  /\/people\/imports\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? 'no import';
