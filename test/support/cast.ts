/** The people of Demo NV by whom specs, demo and screenshots tell their stories: personnel number by first name. */
export const CAST_NUMBERS = {
  anna: '1001',
  bram: '1002',
  chaima: '1003',
  daan: '1004',
  emilia: '1005',
  femke: '1006',
  giovanni: '1007',
  hanneke: '1008',
  ivo: '1009',
  jolanda: '1010',
  karim: '1011',
  lotte: '1012',
  /** Leads IT, and says beforehand what she thinks colleagues will answer. */
  nadia: '1018',
  /** Answers the service desk. */
  monique: '1065',
} as const;

export type CastName = keyof typeof CAST_NUMBERS;

/** Without IT's two, for a company in which everybody has something to learn. */
export const THE_DOZEN: readonly string[] = Object.values(CAST_NUMBERS).filter(
  (number) => number <= CAST_NUMBERS.lotte,
);
