/** A group smaller than this is never told about (the same everywhere in the house). */
export const SMALLEST_GROUP = 5;
/** A manager sees at most so many topics. */
export const MOST_TOPICS = 3;

/** A person who had a ticket on a skill; how often does not matter, so that nobody weighs more than others. */
export interface Touched {
  readonly personId: string;
  readonly skill: string;
}

/**
 * The topics a circle of people gets stuck on that may be told, most people first, without any number. A topic is told
 * when at least five people of the circle had it, and when it can not be taken apart by somebody who sees an inner circle
 * as well: where an inner circle does not tell the topic, at least five people outside that inner circle must have it, or
 * none. Circles are sets of person ids; each of `inner` lies within `circle`. The period is a whole number of months, so
 * that looking again tomorrow tells nothing more.
 */
export function teamTopics(
  circle: ReadonlySet<string>,
  inner: readonly ReadonlySet<string>[],
  touched: readonly Touched[],
): string[] {
  return tellable(circle, inner, peopleBySkill(touched)).slice(0, MOST_TOPICS);
}

function tellable(
  circle: ReadonlySet<string>,
  inner: readonly ReadonlySet<string>[],
  bySkill: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  if (circle.size < SMALLEST_GROUP) return [];
  return [...bySkill]
    .map(([skill, people]) => ({ skill, people, n: countIn(circle, people) }))
    .filter(({ n }) => n >= SMALLEST_GROUP)
    .filter(({ people, n }) =>
      inner.every((part) => {
        const within = countIn(part, people);
        // Told in both: nothing follows for who is in the one only, for no numbers are told.
        return within >= SMALLEST_GROUP || n - within >= SMALLEST_GROUP;
      }),
    )
    .sort((a, b) => b.n - a.n || (a.skill < b.skill ? -1 : 1))
    .map(({ skill }) => skill);
}

const countIn = (circle: ReadonlySet<string>, people: ReadonlySet<string>): number => {
  let n = 0;
  for (const person of people) if (circle.has(person)) n += 1;
  return n;
};

function peopleBySkill(touched: readonly Touched[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { personId, skill } of touched) {
    const people = found.get(skill) ?? new Set();
    found.set(skill, people.add(personId));
  }
  return found;
}
