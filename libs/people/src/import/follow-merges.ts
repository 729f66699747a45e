import type { PersonRow, RowsRead } from './read-rows.js';

/**
 * A file goes on using the numbers of records that HR merged. Rows under such a number become rows of the person it
 * belongs to, also where they name a leader. Where a person has rows under several numbers, the name, address and
 * language of the row that starts last count for all of them: the others are what HR once wrote.
 */
export function followMerges(read: RowsRead, numbers: ReadonlyMap<string, string>): RowsRead {
  if (numbers.size === 0) return read;
  const latest = new Map<string, PersonRow>();
  for (const row of read.rows) {
    const number = numbers.get(row.number);
    if (number === undefined) continue;
    latest.set(number, row);
  }
  if (latest.size > 0) {
    for (const row of read.rows) {
      const number = numbers.get(row.number) ?? row.number;
      const best = latest.get(number);
      if (best && row.startsOn > best.startsOn) latest.set(number, row);
    }
  }
  return {
    rows: read.rows.map((row) => followed(row, numbers, latest)),
    problems: read.problems.map((problem) => {
      const number = problem.number === null ? undefined : numbers.get(problem.number);
      return number === undefined ? problem : { ...problem, number };
    }),
  };
}

function followed(
  row: PersonRow,
  numbers: ReadonlyMap<string, string>,
  latest: ReadonlyMap<string, PersonRow>,
): PersonRow {
  const number = numbers.get(row.number) ?? row.number;
  const manager = row.managerNumber === null ? undefined : numbers.get(row.managerNumber);
  const values = latest.get(number);
  if (values === undefined && manager === undefined) return row;
  const { givenName, infix, familyName, email, language } = values ?? row;
  const managerNumber = manager ?? row.managerNumber;
  return { ...row, number, managerNumber, givenName, infix, familyName, email, language };
}
