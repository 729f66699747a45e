import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Db,
  decodeCursor,
  encodeCursor,
  hasGrant,
  may,
  notFound,
  one,
  rows,
  type PageQuery,
} from '#kernel';
import { t } from '#ui';
import { readHrFile } from './import/read-file.js';
import type { Table } from './import/table.js';
import { writeCsv } from './import/write-csv.js';
import { listImportRows } from './import-rows.queries.js';
import { presentImport } from './imports.presenter.js';
import { getRun, listRuns, readRunFile } from './imports.queries.js';
import type {
  ImportListItem,
  ImportRowsQuery,
  ImportRowView,
  ImportView,
  UndoResult,
} from './imports.schemas.js';
import type { RunState } from './import.entity.js';
import { asShown } from './plan-run.js';
import type { Names } from './say-values.js';

/** How many rows of a diff travel with the run itself. */
export const DIFF_ROWS = 500;

export interface RunProgress {
  readonly state: RunState;
  readonly percent: number;
  readonly step: string | null;
}

/** Looking at imports; HR only. */
@Injectable()
export class ImportsReads {
  constructor(private readonly db: Db) {}

  async get(actor: Actor, id: string): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    const run = await getRun(this.db.read, id);
    return presentImport(run, await listImportRows(this.db.read, id, { limit: DIFF_ROWS }));
  }

  async list(actor: Actor, query: PageQuery): Promise<{ items: ImportListItem[]; next: string | null }> {
    may(hasGrant(actor, 'hr'));
    const [before] = decodeCursor(query.after) ?? [];
    const items = await listRuns(
      this.db.read,
      typeof before === 'string' ? new Date(before) : null,
      query.limit + 1,
    );
    const last = items.length > query.limit ? items[query.limit - 1] : undefined;
    return { items: items.slice(0, query.limit), next: last ? encodeCursor([last.startedAt]) : null };
  }

  async rows(
    actor: Actor,
    id: string,
    query: ImportRowsQuery,
  ): Promise<{ items: ImportRowView[]; next: string | null }> {
    may(hasGrant(actor, 'hr'));
    await getRun(this.db.read, id);
    const items = await listImportRows(this.db.read, id, { ...query, limit: query.limit + 1 });
    const last = items.length > query.limit ? items[query.limit - 1] : undefined;
    return { items: items.slice(0, query.limit), next: last ? String(last.position) : null };
  }

  /** One group of a diff, a page at a time; people held back stand with the problems. */
  async shown(
    actor: Actor,
    id: string,
    kind: ImportRowView['kind'],
    after: number | undefined,
    limit: number,
  ): Promise<{ rows: ImportRowView[]; next: string | null }> {
    const { items, next } = await this.rows(actor, id, {
      kind,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    const held =
      kind === 'problems' && next === null
        ? await listImportRows(this.db.read, id, { kind: 'held', limit: DIFF_ROWS })
        : [];
    return { rows: [...items, ...held], next };
  }

  /** Names of the teams and leaders that these rows speak of by code and number. */
  async namesOf(
    shown: readonly Pick<ImportRowView, 'fields'>[],
    view?: Pick<ImportView, 'result'>,
  ): Promise<Names> {
    const changes = shown.flatMap(({ fields }) => fields ?? []);
    const valuesOf = (field: string): string[] =>
      changes.flatMap((change) =>
        change.field === field ? [change.before, change.after].filter((value) => value !== null) : [],
      );
    const teams = await rows<{ code: string; name: string }>(
      this.db.read,
      'SELECT code, name FROM team WHERE code = ANY($1)',
      [valuesOf('team')],
    );
    const people = await rows<{ number: string; name: string }>(
      this.db.read,
      'SELECT number, display_name AS name FROM person WHERE number = ANY($1)',
      [valuesOf('manager')],
    );
    return {
      teams: new Map([...teams, ...(view?.result?.teams ?? [])].map(({ code, name }) => [code, name])),
      people: new Map(people.map(({ number, name }) => [number, name])),
    };
  }

  /** Names of people that an undo leaves alone. */
  async peopleNames({ kept }: UndoResult): Promise<Map<string, string>> {
    const found = await rows<{ id: string; name: string }>(
      this.db.read,
      'SELECT id, display_name AS name FROM person WHERE id = ANY($1::uuid[])',
      [kept.map(({ personId }) => personId)],
    );
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** How many runs wait for a person: for columns, for a look, for a release or for "apply the good rows". */
  async countWaiting(actor: Actor): Promise<number> {
    may(hasGrant(actor, 'hr'));
    const found = await one<{ n: number }>(
      this.db.read,
      `SELECT count(*)::int AS n FROM import_run WHERE state IN ('columns', 'planned')`,
    );
    return found?.n ?? 0;
  }

  async progress(actor: Actor, id: string): Promise<RunProgress> {
    may(hasGrant(actor, 'hr'));
    const found = await one<RunProgress>(
      this.db.read,
      'SELECT state, percent, step FROM import_run WHERE id = $1',
      [id],
    );
    if (found === undefined) throw notFound('import');
    return found;
  }

  /** The file as it is read now, as long as it is kept; with `firstRows` at least so many of its rows. */
  async table(actor: Actor, id: string, firstRows?: number): Promise<Table | undefined> {
    may(hasGrant(actor, 'hr'));
    const run = await getRun(this.db.read, id);
    const bytes = await readRunFile(this.db.read, id);
    if (bytes === null) return undefined;
    const file = readHrFile(bytes, { ...asShown(run.reading), ...(firstRows && { firstRows }) });
    return file.ok ? file.value.table : undefined;
  }

  /** The rows that were set aside, with what is wrong in front of the row as HR wrote it: to mend and bring in again. */
  async brokenRows(actor: Actor, id: string): Promise<string> {
    may(hasGrant(actor, 'hr'));
    const table = await this.table(actor, id);
    if (table === undefined) throw notFound('import-file');
    const found = await rows<{ row: number; column: string | null; reason: string }>(
      this.db.read,
      `SELECT row_number AS row, column_name AS "column", reason FROM import_row WHERE run_id = $1 AND kind = 'problems' ORDER BY row_number, position`,
      [id],
    );
    const cells = new Map(table.rows.map((row) => [row.row, row.cells]));
    const say = (key: string): string => t(actor.language, key);
    const head = [
      say('people.broken_row'),
      say('people.broken_column'),
      say('people.broken_reason'),
      ...table.header,
    ];
    const lines = found.map(({ row, column, reason }) => [
      String(row),
      column ?? '',
      say(`people.reason_${reason.replaceAll('-', '_')}`),
      ...(cells.get(row) ?? []),
    ]);
    return writeCsv([head, ...lines]);
  }
}
