import { daysBetween } from '#kernel';
import { HOLDS, type Requirement, type Standing } from './facts.js';
import type { Words } from './today.js';

/** What is asked of somebody: its state and date, whichever policy asks. */
export type Asked = Omit<Requirement, 'id'>;

/** What somebody holds and what is asked of them: all that their cells say. */
export interface Held {
  readonly standings: readonly Standing[];
  readonly requirements: readonly Asked[];
}

export interface Member extends Held {
  readonly personId: string;
  readonly name: string;
  readonly team: string;
  /** As in a list by family name. */
  readonly sortKey: string;
  /** The last day of an absence that runs today; null when it has no end; undefined when nobody is away. */
  readonly awayUntil?: string | null;
}

export type CellTone = 'ok' | 'warn' | 'bad' | 'info' | 'none';

/** The state of one person and one category: never a score, an answer or how far somebody is. */
export interface Cell {
  readonly tone: CellTone;
  readonly glyph: string;
  /** Short words in the cell. */
  readonly short: Words;
  /** The sentence that says it in full. */
  readonly long: Words;
  readonly state: CellState;
}
export type CellState =
  | 'held'
  | 'permit'
  | 'expiring'
  | 'suspended'
  | 'lapsed'
  | 'overdue'
  | 'due-soon'
  | 'due'
  | 'paused'
  | 'not-needed';

export interface TeamSummary {
  readonly people: number;
  /** Hold everything that is asked of them. */
  readonly inOrder: number;
  readonly expiringIn30Days: number;
  readonly overdue: number;
  /** The first day on which something ends or is due; null when nothing is coming. */
  readonly nextOn: string | null;
}

export interface Need {
  readonly member: Member;
  readonly category: string;
  readonly cell: Cell;
  /** Somebody away is not reminded: their clock stands still. */
  readonly mayRemind: boolean;
}

/** From here on a due day is soon, and an end counts as near. */
export const SOON_DAYS = 30;
/** From a week on it is the manager's business today. */
export const TODAY_DAYS = 7;

/**
 * What a manager sees of one person and one category. A licence that is held comes first, then what is asked. Days are
 * counted on the person's own calendar where a requirement says so, else from `today`.
 */
export function cellOf(standing: Standing | undefined, requirement: Asked | undefined, today: string): Cell {
  if (standing && HOLDS.has(standing.state)) return heldCell(standing, today);
  const isAsked = requirement?.state === 'open';
  if (standing?.state === 'suspended') return cell('suspended', 'bad', '‖', {});
  if (isAsked && requirement) return askedCell(requirement);
  if (standing) return cell('lapsed', 'none', '–', { date: standing.validUntil });
  return NOT_NEEDED;
}

function heldCell({ state, validUntil, graceUntil }: Standing, today: string): Cell {
  if (state === 'permit') return cell('permit', 'info', 'L', { date: validUntil });
  if (state === 'valid') return cell('held', 'ok', '✓', { date: validUntil });
  const until = state === 'grace' ? graceUntil : validUntil;
  return cell('expiring', 'warn', '!', { date: until, n: Math.max(0, daysBetween(today, until)) });
}

function askedCell({ dueOn, daysLeft, isOverdue }: Asked): Cell {
  if (dueOn === null || daysLeft === null) return cell('paused', 'none', '‖', {});
  if (isOverdue) return cell('overdue', 'bad', '!', { date: dueOn, n: Math.abs(daysLeft) });
  return daysLeft <= SOON_DAYS
    ? cell('due-soon', 'warn', '→', { date: dueOn, n: daysLeft })
    : cell('due', 'info', '→', { date: dueOn, n: daysLeft });
}

const cell = (
  state: CellState,
  tone: CellTone,
  glyph: string,
  args: Record<string, string | number>,
): Cell => {
  const { short, long } = KEYS[state];
  return { state, tone, glyph, short: { key: short, args }, long: { key: long, args } };
};

const keysOf = (name: string) => ({ short: `home.cell_${name}`, long: `home.cell_${name}_long` });
const KEYS: Readonly<Record<CellState, ReturnType<typeof keysOf>>> = {
  held: keysOf('held'),
  permit: keysOf('permit'),
  expiring: keysOf('expiring'),
  suspended: keysOf('suspended'),
  lapsed: keysOf('lapsed'),
  overdue: keysOf('overdue'),
  'due-soon': keysOf('due_soon'),
  due: keysOf('due'),
  paused: keysOf('paused'),
  'not-needed': keysOf('not_needed'),
};
const NOT_NEEDED = cell('not-needed', 'none', '–', {});

/** The cell of one member and category; worked out once, however often a page asks for it. */
export function cellFor(member: Held, category: string, today: string): Cell {
  let own = cells.get(member);
  if (own?.today !== today) cells.set(member, (own = { today, byCategory: new Map() }));
  let known = own.byCategory.get(category);
  if (known === undefined) own.byCategory.set(category, (known = cellOfMember(member, category, today)));
  return known;
}
const cells = new WeakMap<Held, { readonly today: string; readonly byCategory: Map<string, Cell> }>();

/** The same, worked out anew: for a file, which asks once. */
export function cellOfMember(member: Held, category: string, today: string): Cell {
  const standing = member.standings.find((each) => each.category === category);
  return cellOf(standing, mostUrgent(member.requirements, category), today);
}

/** Two policies may ask the same licence: the earliest date counts, an open one before a satisfied one. */
function mostUrgent(requirements: readonly Asked[], category: string): Asked | undefined {
  let first: Asked | undefined;
  for (const each of requirements)
    if (each.category === category && (first === undefined || isMoreUrgent(each, first))) first = each;
  return first;
}
function isMoreUrgent(one: Asked, other: Asked): boolean {
  const before = rank(one) - rank(other);
  return before === 0 ? (one.dueOn ?? '9999') < (other.dueOn ?? '9999') : before < 0;
}
const rank = ({ state }: Asked): number => (state === 'open' ? 0 : 1);

/** In order: everything asked of this person is held, and nothing of it was taken out of use. */
export function isInOrder(member: Held): boolean {
  return member.requirements.every(
    ({ category, state }) =>
      state === 'satisfied' ||
      member.standings.some(
        (each) => each.category === category && HOLDS.has(each.state) && each.state !== 'permit',
      ),
  );
}

export function summarise(
  members: readonly Held[],
  categories: readonly string[],
  today: string,
): TeamSummary {
  const summary = { people: members.length, inOrder: 0, expiringIn30Days: 0, overdue: 0 };
  let nextOn: string | null = null;
  for (const member of members) {
    if (isInOrder(member)) summary.inOrder += 1;
    for (const category of categories) {
      const { state, long } = cellFor(member, category, today);
      if (state === 'overdue') summary.overdue += 1;
      if (state === 'expiring' && Number(long.args?.n) <= SOON_DAYS) summary.expiringIn30Days += 1;
      if (!COMING.has(state)) continue;
      const day = String(long.args?.date);
      if (day >= today && (nextOn === null || day < nextOn)) nextOn = day;
    }
  }
  return { ...summary, nextOn };
}
const COMING: ReadonlySet<CellState> = new Set(['expiring', 'due-soon', 'due', 'held']);

/** What needs the manager today: late, out of use, or within a week of ending or being due. The most urgent first. */
export function needsYouToday(
  members: readonly Member[],
  categories: readonly string[],
  today: string,
): Need[] {
  const order: Partial<Record<CellState, number>> = { overdue: 0, suspended: 1, expiring: 2, 'due-soon': 3 };
  return members
    .flatMap((member) =>
      categories.map((category): Need => {
        const found = cellFor(member, category, today);
        const mayRemind = member.awayUntil === undefined && found.state !== 'suspended';
        return { member, category, cell: found, mayRemind };
      }),
    )
    .filter(({ cell: each }) => isForToday(each))
    .sort(
      (a, b) =>
        (order[a.cell.state] ?? 9) - (order[b.cell.state] ?? 9) ||
        String(a.cell.long.args?.date).localeCompare(String(b.cell.long.args?.date)) ||
        a.member.sortKey.localeCompare(b.member.sortKey),
    );
}

/** Somebody of whom `needsYouToday` says something. */
export const needsLeader = (held: Held, categories: readonly string[], today: string): boolean =>
  categories.some((category) => isForToday(cellFor(held, category, today)));

const isForToday = ({ state, long }: Cell): boolean =>
  state === 'overdue' ||
  state === 'suspended' ||
  ((state === 'expiring' || state === 'due-soon') && Number(long.args?.n) <= TODAY_DAYS);

/** "Due only": somebody with at least one cell that asks for something. */
export function hasSomethingDue(member: Held, categories: readonly string[], today: string): boolean {
  return categories.some((category) => !QUIET.has(cellFor(member, category, today).state));
}
const QUIET: ReadonlySet<CellState> = new Set(['held', 'permit', 'not-needed', 'paused', 'lapsed', 'due']);
