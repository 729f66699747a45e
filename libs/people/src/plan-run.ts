import { createHash } from 'node:crypto';
import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { Tx } from '#kernel';
import { compareFile } from './compare-file.js';
import { brake } from './import/brake.js';
import type { SiteDefaults } from './import/check-rows.js';
import { followMerges } from './import/follow-merges.js';
import { planImport } from './import/plan-import.js';
import { compactChange, type ImportPlan } from './import/plan.js';
import type { HrFile, ReadingChoice } from './import/read-file.js';
import { mappedFields, readRows } from './import/read-rows.js';
import type { ImportReading, ImportResult } from './imports.schemas.js';
import type { Source } from './imports.queries.js';
import { mergedNumbers } from './merges.queries.js';
import { loadFeed } from './missing.queries.js';

export interface PlannedRun {
  readonly plan: ImportPlan;
  /** What changes for each person of the plan, as JSON to keep. */
  readonly changes: readonly string[];
  readonly result: ImportResult;
  /** The same company, file and day give the same fingerprint: two people who see it see the same diff. */
  readonly fingerprint: string;
}

/**
 * Compares a file with the company as it stands in this transaction. Between its steps, each of which takes long for
 * a large company, the process answers others.
 */
export async function planRun(
  tx: Tx,
  file: HrFile,
  given: { today: string; defaults: SiteDefaults; source: Source },
): Promise<PlannedRun> {
  const { table, mapping, dates } = file;
  const read = followMerges(readRows(table, mapping, dates), await mergedNumbers(tx));
  await letOthersGo();
  const { today, defaults } = given;
  const feed = await loadFeed(tx, given.source);
  const { company, checked } = await compareFile(tx, read, { mapping, today, defaults, feed });
  await letOthersGo();
  const plan = planImport(company, checked, {
    today,
    mapped: mappedFields(mapping),
    defaultSite: defaults.name,
    rows: table.rows.length,
    feed,
  });
  const { counts, teams, sites, managersSetAside } = plan;
  const result = {
    counts,
    brake: brake(plan, given.source),
    teams: [...teams],
    sites: [...sites],
    managersSetAside: [...managersSetAside],
  };
  await letOthersGo();
  const changes = plan.people.map(({ fields }) => JSON.stringify(fields.map(compactChange)));
  return { plan, changes, result, fingerprint: fingerprintOf(plan, changes) };
}

/** How a file was read, as it is shown and kept. */
export function describeReading(file: HrFile): ImportReading {
  const { format, encoding, mark, delimiter, sheet, sheets, dateOrder, dates, mapping, mappedBy } = file;
  return {
    format,
    encoding,
    mark,
    delimiter,
    sheet,
    sheets: [...sheets],
    dateOrder: dateOrder ?? null,
    dates,
    header: [...file.table.header],
    mapping: { ...mapping },
    mappedBy,
    missing: [...file.missing],
    rows: file.table.rows.length,
  };
}

/** The choice that reads a file again in the very way it was shown. */
export function asShown({ encoding, delimiter, sheet, dates, mapping }: ImportReading): ReadingChoice {
  return {
    encoding: encoding ?? undefined,
    delimiter: delimiter ?? undefined,
    sheet: sheet ?? undefined,
    dates,
    mapping,
  };
}

function fingerprintOf(plan: ImportPlan, changes: readonly string[]): string {
  const { counts, teams, sites, problems, heldLeaves } = plan;
  const held = heldLeaves.map(({ number }) => number);
  const hash = createHash('sha256').update(JSON.stringify([counts, teams, sites, problems, held]));
  hash.update(
    plan.people.map(({ number, group }, index) => `${number} ${group} ${changes[index] ?? ''}`).join('\n'),
  );
  return hash.digest('hex');
}
