/** The few coarse facts by which answers may be compared, made so coarse that no combination points at fewer than five people. Pure. */

/**
 * In order of importance: what stands last is given up first. `grade` is whether somebody leads people; `scale` is the
 * grade that HR's file may tell.
 */
export const DIMENSIONS = ['vip', 'grade', 'site', 'contract', 'scale'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Values by dimension; a dimension that was not chosen is left out. */
export type Facts = Readonly<Partial<Record<Dimension, string>>>;
/** Stands for "not told": the value would have belonged to too few. */
export const OTHER = '*';

/**
 * Replaces values by "not told" until every combination of the chosen dimensions belongs to at least `smallest` of these
 * people, or to nobody. Splits by the most important dimension first; within a group, values that are too small are put
 * together as "not told", along with the next smallest until they are enough. With fewer people than `smallest` nobody
 * tells anything. The order of the people is kept.
 */
export function coarsen<Person extends { readonly facts: Facts }>(
  people: readonly Person[],
  dimensions: readonly Dimension[],
  smallest: number,
): { readonly person: Person; readonly facts: Facts }[] {
  const chosen = DIMENSIONS.filter((dimension) => dimensions.includes(dimension));
  const told = people.map((person): { person: Person; facts: Facts } => ({ person, facts: {} }));
  split(told, chosen, smallest);
  return told;
}

function split(
  group: readonly { readonly person: { readonly facts: Facts }; facts: Facts }[],
  [dimension, ...rest]: readonly Dimension[],
  smallest: number,
): void {
  if (dimension === undefined) return;
  const byValue = new Map<string, (typeof group)[number][]>();
  for (const one of group) {
    const value = one.person.facts[dimension] ?? OTHER;
    byValue.set(value, [...(byValue.get(value) ?? []), one]);
  }
  const parts = [...byValue].sort((a, b) => a[1].length - b[1].length || (a[0] < b[0] ? -1 : 1));
  const pooled = parts
    .filter(([value, part]) => value === OTHER || part.length < smallest)
    .flatMap(([, part]) => part);
  const kept = parts.filter(([value, part]) => value !== OTHER && part.length >= smallest);
  while (pooled.length > 0 && pooled.length < smallest && kept.length > 0)
    pooled.push(...(kept.shift()?.[1] ?? []));
  for (const [value, part] of [[OTHER, pooled] as const, ...kept]) {
    for (const one of part) one.facts = { ...one.facts, [dimension]: value };
    split(part, rest, smallest);
  }
}

/** The same facts always give the same text. */
export function keyOf(facts: Facts): string {
  return DIMENSIONS.map((dimension) => facts[dimension] ?? '').join('\u001f');
}
