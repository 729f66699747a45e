import type { Actor, Language } from '#kernel';
import { formatDateTime, t } from '#ui';
import { FIELD_KEYS, FIELDS } from './import/fields.js';
import { GROUPS } from './import/plan.js';
import { isRunning, mayRelease } from './import/run-rules.js';
import { ENCODINGS } from '#files';
import { FIRST_PARTS } from './import/day.js';
import { PRESET_KEYS } from './import/presets.js';
import { DELIMITERS } from './import/read-table.js';
import type { Table } from './import/table.js';
import type { ImportListItem, ImportRowView, ImportView } from './imports.schemas.js';
import { peoplePaths } from './people.paths.js';
import { sayChange, snake, type Names } from './say-values.js';

export type ImportStep = 'columns' | 'diff' | 'progress' | 'receipt' | 'undone' | 'closed';

/** Which step of the wizard a run is at; HR may go back to the columns until it is applied. */
export function stepOf(view: ImportView, wanted: string | undefined): ImportStep {
  if (view.state === 'columns') return 'columns';
  if (view.state === 'planned') return wanted === 'columns' ? 'columns' : 'diff';
  if (isRunning(view.state)) return 'progress';
  if (view.state === 'undone') return 'undone';
  return view.state === 'applied' ? 'receipt' : 'closed';
}

const TONES = {
  joins: 'ok',
  leaves: 'warn',
  moves: 'info',
  changes: 'info',
  absences: 'info',
  problems: 'bad',
  held: 'warn',
} as const;
const STATE_TONES = {
  columns: 'warn',
  planned: 'warn',
  applying: 'info',
  applied: 'ok',
  cancelled: 'muted',
  undoing: 'info',
  undone: 'muted',
} as const;

export function importListRow(
  language: Language,
  zone: string,
  run: ImportListItem,
): Record<string, unknown> {
  const { counts } = run;
  return {
    href: peoplePaths.import({ id: run.id }),
    fileName: run.fileName,
    source: run.source,
    startedAt: formatDateTime(language, run.startedAt, zone),
    state: t(language, `people.import_state_${run.state}`),
    tone: STATE_TONES[run.state],
    summary: counts === null ? '–' : t(language, 'people.import_summary', { ...counts }),
  };
}

/** The head of every step: where the run is, and how its file was read. */
export function importHead(
  language: Language,
  zone: string,
  view: ImportView,
  step: ImportStep,
): Record<string, unknown> {
  const order: ImportStep[] = ['columns', 'diff', 'progress', 'receipt'];
  const at = order.indexOf(step);
  const { reading } = view;
  return {
    id: view.id,
    fileName: view.fileName,
    steps: ['file', ...order].map((name, index) => ({
      label: t(language, `people.step_${name}`),
      state: index <= at ? 'done' : index === at + 1 ? 'current' : 'todo',
      href:
        name === 'columns' && step === 'diff'
          ? peoplePaths.import({ id: view.id, step: 'columns' })
          : undefined,
    })),
    reading: [
      ...writtenAs(language, reading),
      {
        term: t(language, 'people.reading_dates'),
        text: t(language, `people.dates_${snake(reading.dateOrder ?? 'none')}`),
      },
      { term: t(language, 'people.reading_mapping'), text: sayMappedBy(language, reading.mappedBy) },
      { term: t(language, 'people.reading_rows'), text: t(language, 'people.rows', { n: reading.rows }) },
      { term: t(language, 'people.reading_source'), text: view.source },
      {
        term: t(language, 'people.reading_started'),
        text: `${view.startedBy ?? '–'}, ${formatDateTime(language, view.startedAt, zone)}`,
      },
    ],
  };
}

type Reading = ImportView['reading'];

/** What kind of file it is, and what is worth knowing of its kind. */
function writtenAs(
  language: Language,
  { format, encoding, mark, delimiter, sheet }: Reading,
): { term: string; text: string }[] {
  const facts = [
    { term: t(language, 'people.reading_format'), text: t(language, `people.format_${format}`) },
  ];
  if (encoding !== null) {
    const text = t(language, `people.encoding_${snake(encoding)}`);
    facts.push({
      term: t(language, 'people.reading_encoding'),
      text: mark ? `${text} ${t(language, 'people.with_mark')}` : text,
    });
  }
  if (delimiter !== null)
    facts.push({ term: t(language, 'people.reading_delimiter'), text: sayDelimiter(language, delimiter) });
  if (sheet !== null) facts.push({ term: t(language, 'people.reading_sheet'), text: sheet });
  return facts;
}

/** Which mapping a run used. */
const sayMappedBy = (language: Language, by: Reading['mappedBy']): string =>
  PRESET_KEYS.some((key) => key === by)
    ? t(language, 'people.mapped_by_preset', { system: t(language, `people.preset_${by}`) })
    : t(language, `people.mapped_by_${by}`);

/** The form in which columns get their meaning, with the first twenty rows beside it. */
export function columnsStep(
  language: Language,
  view: ImportView,
  table: Table | undefined,
  chosen: Readonly<Record<string, unknown>> = view.reading.mapping,
): Record<string, unknown> {
  const { reading } = view;
  const options = reading.header.map((column) => ({ value: column, label: column }));
  return {
    action: peoplePaths.importColumns({ id: view.id }),
    missing: reading.missing.map((field) => t(language, `people.missing_${snake(field)}`)),
    fields: FIELD_KEYS.map((field) => ({
      name: field,
      label: t(language, `people.field_${snake(field)}`),
      value: chosen[field] ?? '',
      required: FIELDS[field].needed,
      options,
      empty: t(language, 'people.no_column'),
    })),
    encodings: ENCODINGS.map((encoding) => ({
      value: encoding,
      label: t(language, `people.encoding_${snake(encoding)}`),
    })),
    encoding: reading.encoding,
    delimiters: DELIMITERS.map((delimiter) => ({
      value: delimiter === '\t' ? 'tab' : delimiter,
      label: sayDelimiter(language, delimiter),
    })),
    delimiter: reading.delimiter === '\t' ? 'tab' : reading.delimiter,
    sheets: reading.sheets.length > 1 ? reading.sheets.map((name) => ({ value: name, label: name })) : null,
    sheet: reading.sheet,
    dates: reading.dates,
    dateChoices: FIRST_PARTS.map((part) => ({ value: part, label: t(language, `people.first_${part}`) })),
    heads: [
      { label: t(language, 'people.broken_row'), num: true },
      ...(table?.header ?? []).map((label) => ({ label })),
    ],
    rows: (table?.rows ?? [])
      .slice(0, 20)
      .map(({ row, cells }) => ({ row, cells: (table?.header ?? []).map((_, index) => cells[index] ?? '') })),
  };
}

/** The trial: numbers, what stands in the way, and the rows of one group. */
export function diffStep(
  actor: Actor,
  view: ImportView,
  shown: { kind: string; rows: readonly ImportRowView[]; next: string | null },
  names: Names,
): Record<string, unknown> {
  const { language } = actor;
  const { result, id } = view;
  if (result === null) return {};
  const { counts, brake } = result;
  const good = counts.joins + counts.leaves + counts.moves + counts.changes + counts.absences;
  const { waiting } = counts;
  const nothingGood = good === 0 && waiting === 0 && result.teams.length === 0 && result.sites.length === 0;
  const own = !mayRelease(view.startedById, actor.personId);
  return {
    stats: [...GROUPS, 'problems' as const].map((kind) => ({
      label: t(language, `people.group_${kind}`),
      value: counts[kind],
      href: peoplePaths.import({ id, kind }),
      tone: counts[kind] > 0 && kind === 'problems' ? 'bad' : undefined,
    })),
    unchanged: t(language, 'people.unchanged', { n: counts.unchanged }),
    isEmpty: nothingGood && counts.problems === 0,
    nothingGood,
    waiting: waiting > 0 ? t(language, 'people.missing_waits', { n: waiting }) : null,
    tree: treeLine(language, result),
    newTeams: newTeamsLine(language, result),
    brake: brake.stopped
      ? t(language, 'people.brake_stopped', { affected: brake.affected, allowed: brake.allowed })
      : null,
    released: view.releasedBy === null ? null : t(language, 'people.released_by', { name: view.releasedBy }),
    needsRelease: view.waitingFor === 'release',
    isOwn: own,
    releaseAction: peoplePaths.importRelease({ id }),
    applyAction: peoplePaths.importApplication({ id }),
    cancelAction: peoplePaths.importCancellation({ id }),
    canApply: view.state === 'planned' && view.waitingFor !== 'release',
    isBroken: counts.problems > 0,
    applyLabel:
      counts.problems > 0
        ? t(language, 'people.apply_good', { good, broken: counts.problems })
        : t(language, 'people.apply', { n: good }),
    brokenHref: counts.problems > 0 ? peoplePaths.importBroken({ id }) : null,
    managers:
      result.managersSetAside.length > 0
        ? t(language, 'people.managers_set_aside', { numbers: result.managersSetAside.join(', ') })
        : null,
    note:
      view.step === 'out-of-date' || view.step === 'failed'
        ? t(language, `people.note_${snake(view.step)}`)
        : null,
    tabs: [...GROUPS, 'problems' as const].map((kind) => ({
      label: t(language, `people.group_${kind}`),
      href: peoplePaths.import({ id, kind }),
      current: kind === shown.kind,
      count: counts[kind],
    })),
    heading: t(language, `people.group_${shown.kind}`),
    people: shown.rows.filter(({ kind }) => kind !== 'problems').map((row) => diffRow(language, row, names)),
    problems: shown.rows.filter(({ kind }) => kind === 'problems').map((row) => problemRow(language, row)),
    next: shown.next === null ? null : peoplePaths.import({ id, kind: shown.kind, after: shown.next }),
  };
}

function treeLine(language: Language, { teams, sites }: NonNullable<ImportView['result']>): string | null {
  if (teams.length === 0 && sites.length === 0) return null;
  return t(language, 'people.tree_changes', {
    newTeams: teams.filter(({ isNew }) => isNew).length,
    changedTeams: teams.filter(({ isNew }) => !isNew).length,
    newSites: sites.filter(({ isNew }) => isNew).length,
    changedSites: sites.filter(({ isNew }) => !isNew).length,
  });
}

/** How many new teams are named; a first file has them all. */
const TEAMS_NAMED = 8;

/** A code that nobody has used before is a new team, or a mistyped one: only somebody who knows the company can tell. */
function newTeamsLine(language: Language, { teams }: NonNullable<ImportView['result']>): string | null {
  const added = teams.filter(({ isNew }) => isNew);
  if (added.length === 0) return null;
  const named = added.slice(0, TEAMS_NAMED).map(({ code, name }) => `${name} (${code})`);
  return t(language, 'people.new_teams', {
    n: added.length,
    more: added.length - named.length,
    teams: named.join(', '),
  });
}

function diffRow(language: Language, row: ImportRowView, names: Names): Record<string, unknown> {
  return {
    kind: row.kind,
    kindLabel: row.returns ? t(language, 'people.kind_returns') : t(language, `people.kind_${row.kind}`),
    tone: TONES[row.kind],
    name: row.name,
    meta: row.number,
    href: row.personId === null ? null : peoplePaths.show({ id: row.personId }),
    changes: (row.fields ?? []).map((change) =>
      sayChange(language, change as Parameters<typeof sayChange>[1], names),
    ),
    note: row.kind === 'held' ? t(language, 'people.held_note') : null,
  };
}

function problemRow(language: Language, row: ImportRowView): Record<string, unknown> {
  return {
    row: row.rowNumber,
    column: row.columnName ?? t(language, 'people.whole_row'),
    value: t(language, `people.value_${row.valueKind ?? 'text'}`),
    reason: t(language, `people.reason_${snake(row.reason ?? 'value-missing')}`),
  };
}

const sayDelimiter = (language: Language, delimiter: (typeof DELIMITERS)[number]): string =>
  t(
    language,
    `people.delimiter_${({ ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const)[delimiter]}`,
  );
