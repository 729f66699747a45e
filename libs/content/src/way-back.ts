/** The shortest way from something (a skill, a licence) back to itself along what each needs, or nothing. */
export function wayBack(start: string, needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => (needs.get(way.at(-1) ?? '') ?? []).map((next) => [...way, next]));
    const home = longer.find((way) => way.at(-1) === start);
    if (home) return home;
    ways = longer.filter((way) => {
      const end = way.at(-1) ?? '';
      if (seen.has(end)) return false;
      seen.add(end);
      return true;
    });
  }
  return undefined;
}
