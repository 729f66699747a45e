import type { RemindersAsked } from './home.schemas.js';
import type { Cell, Member } from './team.js';

/** What nudges say of a reminder to somebody who may have one. */
export type Verdict = 'goes-out' | 'not-now' | 'reminded-this-week';
/** What becomes of a reminder: `not-now` comes when there is room for it, the others behind it do not come. */
export type Fate = Verdict | 'away' | 'not-needed';

export interface Reminder {
  readonly member: Member;
  readonly category: string;
  readonly cell: Cell;
  readonly requirementId: string | null;
  readonly dueOn: string | null;
  readonly fate: Fate;
}

/** A reminder helps somebody who is here and has something to do: late, due, or with a licence about to end. */
export function canBeReminded(reminder: Pick<Reminder, 'member' | 'cell'>): boolean {
  return fateOf(reminder, 'goes-out') === 'goes-out';
}

export function fateOf(
  { member, cell: { state } }: Pick<Reminder, 'member' | 'cell'>,
  verdict: Verdict,
): Fate {
  if (member.awayUntil !== undefined) return 'away';
  return ['overdue', 'due-soon', 'due', 'expiring'].includes(state) ? verdict : 'not-needed';
}

export const isSent = ({ fate }: Pick<Reminder, 'fate'>): boolean =>
  fate === 'goes-out' || fate === 'not-now';

/** One for each person, because somebody hears one reminder a week: the first that is sent, else the first. */
export function onePerPerson(reminders: readonly Reminder[]): Reminder[] {
  const own = new Map<string, Reminder>();
  for (const reminder of reminders) {
    const known = own.get(reminder.member.personId);
    if (known === undefined || (!isSent(known) && isSent(reminder)))
      own.set(reminder.member.personId, reminder);
  }
  return [...own.values()];
}

/** The receipt: everybody once. */
export function countReminders(reminders: readonly Reminder[]): RemindersAsked {
  const fates = onePerPerson(reminders).map(({ fate }) => fate);
  const count = (fate: Fate): number => fates.filter((one) => one === fate).length;
  const later = count('not-now');
  return {
    requested: count('goes-out') + later,
    later,
    remindedThisWeek: count('reminded-this-week'),
    away: count('away'),
    notNeeded: count('not-needed'),
  };
}
