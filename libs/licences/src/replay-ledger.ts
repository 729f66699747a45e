/** Replays the lines of each licence and lays what they come to beside the licence's row. */
import { rows, type Tx } from '#kernel';
import { apply, ImpossibleMove } from './fold.js';
import { canonical } from './ledger.js';
import { nextChangeOn } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';
import { LICENCE_COLUMNS, type LicenceSql, readLicence } from './licences.queries.js';
import type { Note } from './ledger-fault.js';

export const PAGE = 5000;

type StoredSql = LicenceSql & { next_change_on: string | null };
interface StepSql {
  seq: string;
  licence_id: string;
  person_id: string;
  event: LicenceEvent;
}

/** Licences and their lines side by side, both in the order of the licences' ids; gives how many rows there are. */
export async function compareLicences(tx: Tx, note: Note): Promise<number> {
  const stored = pagesOf<StoredSql>((after) =>
    rows(
      tx,
      `SELECT ${LICENCE_COLUMNS}, l.next_change_on FROM licence l WHERE $1::uuid IS NULL OR l.id > $1 ORDER BY l.id LIMIT ${PAGE}`,
      [after?.id ?? null],
    ),
  );
  let seen = 0;
  let row = await stored.next();
  const rowsBefore = async (licenceId: string | null): Promise<void> => {
    while (!row.done && (licenceId === null || row.value.id < licenceId)) {
      note('row-without-ledger', null, row.value.id);
      seen += 1;
      row = await stored.next();
    }
  };
  for await (const history of historiesOf(tx)) {
    const { licenceId, lastSeq, licence, brokenAt } = history;
    if (brokenAt !== null) note('impossible-move', brokenAt, licenceId);
    await rowsBefore(licenceId);
    if (row.done || row.value.id !== licenceId) {
      note('ledger-without-row', lastSeq, licenceId);
      continue;
    }
    if (licence !== null && !isSame(licence, lastSeq, row.value)) note('row-differs', lastSeq, licenceId);
    seen += 1;
    row = await stored.next();
  }
  await rowsBefore(null);
  return seen;
}

function isSame(replayed: Licence, replayedSeq: number, row: StoredSql): boolean {
  const { licence, lastSeq } = readLicence(row);
  return (
    canonical(replayed) === canonical(licence) &&
    replayedSeq === lastSeq &&
    nextChangeOn(licence) === row.next_change_on
  );
}

interface History {
  readonly licenceId: string;
  readonly lastSeq: number;
  /** What its lines came to; null from the line on that tells something that can't have happened. */
  readonly licence: Licence | null;
  readonly brokenAt: number | null;
}

async function* historiesOf(tx: Tx): AsyncGenerator<History> {
  let history: History | undefined;
  for await (const row of pagesOf<StepSql>((after) => linesByLicence(tx, after))) {
    if (history && history.licenceId !== row.licence_id) {
      yield history;
      history = undefined;
    }
    history = oneFurther(history, row);
  }
  if (history) yield history;
}

function linesByLicence(tx: Tx, after: StepSql | undefined): Promise<StepSql[]> {
  return rows<StepSql>(
    tx,
    `SELECT seq, licence_id, person_id, event FROM licence_change
     WHERE $1::uuid IS NULL OR (licence_id, seq) > ($1, $2) ORDER BY licence_id, seq LIMIT ${PAGE}`,
    [after?.licence_id ?? null, after?.seq ?? null],
  );
}

function oneFurther(history: History | undefined, row: StepSql): History {
  const seq = Number(row.seq);
  const licenceId = row.licence_id;
  if (history && history.licence === null) return { ...history, lastSeq: seq };
  const licence = replay(history?.licence ?? null, row);
  return { licenceId, lastSeq: seq, licence, brokenAt: licence === null ? seq : null };
}

/** The state one line further; null when the line tells something that can't have happened. */
function replay(licence: Licence | null, { event, licence_id, person_id }: StepSql): Licence | null {
  try {
    const next = apply(licence, event);
    return next.licenceId === licence_id && next.personId === person_id ? next : null;
  } catch (error) {
    if (error instanceof ImpossibleMove) return null;
    throw error;
  }
}

/** All rows of a question that gives at most `PAGE` at a time, each page from the last row of the one before. */
export async function* pagesOf<Row>(read: (after: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row> {
  let page: Row[] = [];
  do {
    page = await read(page[page.length - 1]);
    yield* page;
  } while (page.length === PAGE);
}
