import type { KnownAbsence } from './company.js';
import { addDays, type Day } from './day.js';
import type { AbsenceWrite, FieldChange } from './plan.js';
import type { AbsenceType } from './read-value.js';

export interface ToldAbsence {
  readonly type: AbsenceType;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/**
 * Lays the absences a file tells over the known ones. The same type and start is the same absence; one of the same
 * type that overlaps is the same absence with a corrected start. A current absence the file no longer tells ended
 * yesterday, a planned one is dropped, one that lies in the past stays as it was.
 */
export function planAbsences(
  known: readonly KnownAbsence[],
  told: readonly ToldAbsence[],
  today: Day,
): { writes: AbsenceWrite[]; fields: FieldChange[] } {
  const writes: AbsenceWrite[] = [];
  const fields: FieldChange[] = [];
  const left = new Set(known);
  for (const absence of joined(told)) {
    const same =
      [...left].find((other) => other.type === absence.type && other.startsOn === absence.startsOn) ??
      [...left].find((other) => other.type === absence.type && overlaps(other, absence));
    if (same === undefined) {
      writes.push({ act: 'insert', id: null, ...absence });
      fields.push({ field: 'absence', before: null, after: shown(absence), from: absence.startsOn });
      continue;
    }
    left.delete(same);
    if (same.startsOn !== absence.startsOn || same.endsOn !== absence.endsOn) {
      writes.push({ act: 'update', id: same.id, ...absence });
      fields.push({ field: 'absence', before: shown(same), after: shown(absence), from: absence.startsOn });
    }
    for (const other of left) {
      if (other.type !== absence.type || !overlaps(other, absence)) continue;
      left.delete(other); // taken up in the longer one
      writes.push({
        act: 'delete',
        id: other.id,
        type: other.type,
        startsOn: other.startsOn,
        endsOn: other.endsOn,
      });
    }
  }
  for (const absence of left) {
    const { id, type, startsOn } = absence;
    if (absence.endsOn !== null && absence.endsOn < today) continue;
    const over = { id, type, startsOn, endsOn: startsOn < today ? addDays(today, -1) : absence.endsOn };
    writes.push({ act: startsOn < today ? 'update' : 'delete', ...over });
    fields.push({
      field: 'absence',
      before: shown(absence),
      after: startsOn < today ? shown(over) : null,
      from: null,
    });
  }
  return { writes, fields };
}

/** Two rows of one person often repeat one absence; overlapping ones of a type become one. */
function joined(told: readonly ToldAbsence[]): ToldAbsence[] {
  const result: ToldAbsence[] = [];
  for (const absence of [...told].sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))) {
    const at = result.findIndex((other) => other.type === absence.type && overlaps(other, absence));
    const other = result[at];
    if (other === undefined) result.push(absence);
    else result[at] = { ...other, endsOn: latestEnd(other.endsOn, absence.endsOn) };
  }
  return result;
}

const latestEnd = (one: Day | null, other: Day | null): Day | null =>
  one === null || other === null ? null : one > other ? one : other;

const overlaps = (one: ToldAbsence, other: ToldAbsence): boolean =>
  (one.endsOn === null || one.endsOn >= other.startsOn) &&
  (other.endsOn === null || other.endsOn >= one.startsOn);

/** "parental 2026-09-07 2027-02-28": type and days, parted by spaces; the presenter makes words of it. */
const shown = (absence: ToldAbsence): string =>
  `${absence.type} ${absence.startsOn} ${absence.endsOn ?? ''}`.trim();
