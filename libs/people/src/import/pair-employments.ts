import type { KnownEmployment } from './company.js';
import { addDays, type Day } from './day.js';
import type { PersonRow } from './read-rows.js';

/** Continuous service as the rows of a file tell it. */
export interface ToldEmployment {
  startsOn: Day;
  endsOn: Day | null;
  contract: string | null;
  rows: PersonRow[];
}

/** Rows of one person whose employments touch or overlap tell of one continuous service. */
export function tellEmployments(rows: readonly PersonRow[]): ToldEmployment[] {
  const [only] = rows;
  if (only && rows.length === 1)
    return [{ startsOn: only.startsOn, endsOn: only.endsOn, contract: only.contract, rows: [only] }];
  const told: ToldEmployment[] = [];
  for (const row of [...rows].sort((one, other) =>
    one.startsOn < other.startsOn ? -1 : one.startsOn > other.startsOn ? 1 : 0,
  )) {
    const last = told.at(-1);
    if (last && (last.endsOn === null || addDays(last.endsOn, 1) >= row.startsOn)) {
      last.rows.push(row);
      last.endsOn =
        last.endsOn === null || row.endsOn === null
          ? null
          : last.endsOn > row.endsOn
            ? last.endsOn
            : row.endsOn;
      last.contract = row.contract ?? last.contract;
    } else {
      told.push({ startsOn: row.startsOn, endsOn: row.endsOn, contract: row.contract, rows: [row] });
    }
  }
  return told;
}

/** What is known and what is told of one employment; either may be missing. */
export type EmploymentPair = [before: MergedEmployment | null, told: ToldEmployment | null];

/** A known employment, with those taken up into it because the file tells that service was continuous. */
export interface MergedEmployment extends KnownEmployment {
  readonly absorbed: readonly KnownEmployment[];
}

/**
 * A told employment is the known one it overlaps (its start or end was corrected), else a new one. Known employments
 * that nothing tells any more are paired with nothing: the past ones stay, the others end.
 */
export function pairEmployments(
  known: readonly KnownEmployment[],
  told: readonly ToldEmployment[],
  today: Day,
): EmploymentPair[] {
  if (known.length === 0) return told.map((employment): EmploymentPair => [null, employment]);
  const left = new Set(known);
  const pairs = told.map((employment): EmploymentPair => {
    const same =
      [...left].find((other) => other.startsOn === employment.startsOn) ??
      [...left].find((other) => overlaps(other, employment));
    if (same === undefined) return [null, employment];
    left.delete(same);
    return [
      merge(
        same,
        [...left].filter((other) => overlaps(other, employment) && left.delete(other)),
      ),
      employment,
    ];
  });
  const live = [...left].filter(({ endsOn }) => endsOn === null || endsOn > today);
  return [...live.map((employment): EmploymentPair => [merge(employment, []), null]), ...pairs];
}

const merge = (into: KnownEmployment, absorbed: readonly KnownEmployment[]): MergedEmployment => ({
  ...into,
  placements:
    absorbed.length === 0 ? into.placements : [into, ...absorbed].flatMap(({ placements }) => placements),
  absorbed,
});

const overlaps = (
  one: { startsOn: Day; endsOn: Day | null },
  other: { startsOn: Day; endsOn: Day | null },
): boolean =>
  (one.endsOn === null || one.endsOn >= other.startsOn) &&
  (other.endsOn === null || other.endsOn >= one.startsOn);
