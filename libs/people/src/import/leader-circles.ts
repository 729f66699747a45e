import type { Finding } from './check-rows.js';
import type { Company } from './company.js';
import type { Day } from './day.js';
import type { PersonRow } from './read-rows.js';

/**
 * Rows whose leader is, directly or through others, led by the person of that row. Only jobs that are held today or
 * will be held count. People whose rows were set aside count with the leader the company already knows for them.
 */
export function findLeaderCircles(
  rows: readonly PersonRow[],
  held: ReadonlySet<string>,
  company: Company,
  today: Day,
): Finding[] {
  const leaders = new Map<string, string[]>();
  const named = new Set(rows.map(({ managerNumber }) => managerNumber));
  const add = (number: string, manager: string | null, endsOn: Day | null): void => {
    // only who leads somebody can stand in a circle; of a whole company that is one in ten
    if (manager === null || !named.has(number) || (endsOn !== null && endsOn < today)) return;
    const own = leaders.get(number);
    if (own) own.push(manager);
    else leaders.set(number, [manager]);
  };
  for (const person of company.people) {
    if (!held.has(person.number)) continue;
    for (const { managerNumber } of person.employments.flatMap(({ placements }) => placements))
      named.add(managerNumber);
  }
  for (const row of rows) add(row.number, row.managerNumber, row.endsOn);
  for (const person of company.people) {
    if (!held.has(person.number)) continue;
    for (const placement of person.employments.flatMap((employment) => employment.placements)) {
      add(person.number, placement.managerNumber, placement.endsOn);
    }
  }
  const circles = circlesOf(leaders);
  return rows.flatMap((row): Finding[] => {
    const circle = circles.get(row.number);
    const inside =
      circle !== undefined && row.managerNumber !== null && circle === circles.get(row.managerNumber);
    const live = row.endsOn === null || row.endsOn >= today;
    return inside && live ? [{ row, field: 'managerNumber', reason: 'manager-cycle' }] : [];
  });
}

/**
 * Numbers that stand in a circle, with the circle they stand in. Tarjan's strongly connected components (1972),
 * written without recursion so that a chain of any length fits.
 */
function circlesOf(leaders: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles = new Map<string, number>();
  let circleCount = 0;
  const enter = (number: string): { number: string; next: number } => {
    order.set(number, order.size);
    lowest.set(number, order.size - 1);
    open.push(number);
    isOpen.add(number);
    return { number, next: 0 };
  };
  const lower = (number: string, to: number): void => {
    lowest.set(number, Math.min(lowest.get(number) ?? to, to));
  };
  for (const start of leaders.keys()) {
    if (order.has(start)) continue;
    const walk = [enter(start)];
    for (let step = walk.at(-1); step !== undefined; step = walk.at(-1)) {
      const up = (leaders.get(step.number) ?? [])[step.next++];
      if (up !== undefined) {
        if (!order.has(up)) walk.push(enter(up));
        else if (isOpen.has(up)) lower(step.number, order.get(up) ?? 0);
        continue;
      }
      walk.pop();
      const below = walk.at(-1);
      if (below) lower(below.number, lowest.get(step.number) ?? 0);
      if (lowest.get(step.number) === order.get(step.number)) circleCount += closeComponent(step.number);
    }
  }
  return circles;

  function closeComponent(root: string): number {
    const members = open.splice(open.indexOf(root));
    for (const member of members) isOpen.delete(member);
    if (members.length === 1) return 0; // nobody leads oneself here: that is refused earlier
    for (const member of members) circles.set(member, circleCount);
    return 1;
  }
}
