import Papa from 'papaparse';
import { Temporal } from 'temporal-polyfill';
import type { IncomingTicket } from './ticket-bodies.js';

/** The columns of a file of tickets, by the headings that the usual systems give them (small letters). */
const HEADINGS = {
  externalId: [
    'nummer',
    'meldingnummer',
    'incidentnummer',
    'number',
    'id',
    'key',
    'ticket',
    'ticket id',
    'ticketnummer',
    'issue key',
  ],
  title: [
    'onderwerp',
    'korte omschrijving',
    'korte omschrijving (details)',
    'titel',
    'title',
    'subject',
    'summary',
    'short description',
  ],
  words: ['omschrijving', 'verzoek', 'beschrijving', 'description', 'request', 'details'],
  number: ['personeelsnummer', 'aanmelder nummer', 'employee number', 'personnel number', 'requester number'],
  email: [
    'e-mail',
    'email',
    'e-mailadres',
    'e-mailadres aanmelder',
    'caller email',
    'requester email',
    'reporter email',
  ],
  state: ['status', 'state', 'toestand'],
  openedAt: [
    'aangemeld',
    'aanmelddatum',
    'datum',
    'aangemaakt',
    'created',
    'created at',
    'opened',
    'sys_created_on',
    'creation date',
  ],
  changedAt: [
    'gewijzigd',
    'wijzigingsdatum',
    'updated',
    'updated at',
    'changed',
    'sys_updated_on',
    'modification date',
  ],
} as const;
type Column = keyof typeof HEADINGS;

export const FILE_REASONS = [
  'value-missing',
  'value-too-long',
  'date-unreadable',
  'duplicate-row',
  'row-too-long',
] as const;

/** Why a row is set aside: where and what, never the value itself. `row` counts as a spreadsheet does, the heading is 1. */
export interface RowRefusal {
  readonly row: number;
  readonly column: string | null;
  readonly reason: (typeof FILE_REASONS)[number];
}

export type TicketFileResult =
  | {
      readonly ok: true;
      readonly tickets: readonly IncomingTicket[];
      readonly refusals: readonly RowRefusal[];
    }
  | {
      readonly ok: false;
      readonly reason: 'columns-missing' | 'no-rows' | 'too-many-rows';
      readonly columns: readonly string[];
    };

/** Rows of one file at most. */
export const MOST_ROWS = 50_000;
const NEEDED: readonly Column[] = ['externalId', 'openedAt'];
const SOLVED =
  /^(gesloten|afgesloten|opgelost|afgemeld|afgerond|gereed|closed|resolved|done|solved|complete|completed|cancelled|geannuleerd)/i;
const LONGEST = 20_000;

/**
 * Reads a file of tickets. Delimiter by the file's own lines; columns by their headings, in any order; moments without a
 * zone are local to `zone`. A bad row is set aside with row, column and reason; the others go on. Of two rows with one
 * number the first counts.
 */
export function readTicketFile(text: string, zone: string): TicketFileResult {
  const parsed = Papa.parse<string[]>(text.replace(/^sep=.\r?\n/i, ''), { skipEmptyLines: false });
  const [heading = [], ...rows] = parsed.data;
  const places = placesOf(heading);
  const missing = NEEDED.filter((column) => !places.has(column)).map((column) => HEADINGS[column][0]);
  if (!places.has('title') && !places.has('words')) missing.push(HEADINGS.words[0]);
  if (missing.length > 0) return { ok: false, reason: 'columns-missing', columns: missing };
  const filled = rows
    .map((cells, at) => ({ cells, row: at + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return { ok: false, reason: 'no-rows', columns: [] };
  if (filled.length > MOST_ROWS) return { ok: false, reason: 'too-many-rows', columns: [] };
  const tickets: IncomingTicket[] = [];
  const refusals: RowRefusal[] = [];
  const seen = new Set<string>();
  for (const { cells, row } of filled) {
    const read = readRow(cells, { places, heading, zone, row });
    if ('reason' in read) refusals.push(read);
    else if (seen.has(read.externalId))
      refusals.push({ row, column: heading[places.get('externalId') ?? 0] ?? null, reason: 'duplicate-row' });
    else {
      seen.add(read.externalId);
      tickets.push(read);
    }
  }
  return { ok: true, tickets, refusals };
}

function placesOf(heading: readonly string[]): Map<Column, number> {
  const places = new Map<Column, number>();
  const plain = heading.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/^\uFEFF/, ''),
  );
  for (const [column, names] of Object.entries(HEADINGS) as [Column, readonly string[]][]) {
    const at = names.map((name) => plain.indexOf(name)).find((place) => place >= 0);
    if (at !== undefined) places.set(column, at);
  }
  return places;
}

interface RowContext {
  readonly places: ReadonlyMap<Column, number>;
  readonly heading: readonly string[];
  readonly zone: string;
  readonly row: number;
}

function readRow(
  cells: readonly string[],
  { places, heading, zone, row }: RowContext,
): IncomingTicket | RowRefusal {
  if (cells.length > heading.length) return { row, column: null, reason: 'row-too-long' };
  const cell = (column: Column): string => (cells[places.get(column) ?? -1] ?? '').trim();
  const refuse = (column: Column, reason: RowRefusal['reason']): RowRefusal => ({
    row,
    column: heading[places.get(column) ?? -1] ?? HEADINGS[column][0],
    reason,
  });
  if (cell('externalId') === '') return refuse('externalId', 'value-missing');
  if (cell('externalId').length > 100) return refuse('externalId', 'value-too-long');
  if (cell('title') === '' && cell('words') === '')
    return refuse(places.has('words') ? 'words' : 'title', 'value-missing');
  if (cell('title').length > LONGEST) return refuse('title', 'value-too-long');
  if (cell('words').length > LONGEST) return refuse('words', 'value-too-long');
  const openedAt = momentOf(cell('openedAt'), zone);
  if (openedAt === null) return refuse('openedAt', 'date-unreadable');
  const changedAt = cell('changedAt') === '' ? openedAt : momentOf(cell('changedAt'), zone);
  if (changedAt === null) return refuse('changedAt', 'date-unreadable');
  return {
    externalId: cell('externalId'),
    title: cell('title'),
    words: cell('words'),
    number: cell('number') || null,
    email: cell('email') || null,
    state: SOLVED.test(cell('state')) ? 'solved' : 'open',
    openedAt,
    changedAt,
  };
}

/** 2026-11-20, 2026-11-20 09:15, 20-11-2026 09:15(:30), 20/11/2026, with or without a zone behind an ISO moment. */
function momentOf(text: string, zone: string): string | null {
  const dutch = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?)?$/.exec(
    text,
  );
  const local = dutch
    ? `${dutch[3]}-${two(dutch[2])}-${two(dutch[1])}T${two(dutch[4])}:${two(dutch[5])}:${two(dutch[6])}`
    : text.replace(' ', 'T');
  try {
    if (!dutch && /(Z|[+-]\d\d:?\d\d)$/i.test(local) && local.includes('T'))
      return Temporal.Instant.from(local).toString();
    return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
