const MS_PER_DAY = 86_400_000;

/** Calendar days from one day to another, both 'YYYY-MM-DD'; negative when the second comes first. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;
