/** How sure somebody said to be, asked together with the answer. */
export const CONFIDENCES = ['unsure', 'fairly', 'sure'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const GRADES = ['again', 'hard', 'good', 'easy'] as const;
export type Grade = (typeof GRADES)[number];

/**
 * Grade of one review from what was right and how sure the person was.
 *
 * | points    | unsure | fairly | sure  |
 * | below 1/2 | again  | again  | again |
 * | 1/2 to 1  | hard   | hard   | hard  |
 * | 1         | hard   | good   | easy  |
 *
 * A right answer that was a guess is `hard`: it returns soon. Wrong is `again` however it felt: it returns the
 * next day.
 */
export function gradeOf(points: number, confidence: Confidence): Grade {
  if (points < 0.5) return 'again';
  if (points < 1 || confidence === 'unsure') return 'hard';
  return confidence === 'sure' ? 'easy' : 'good';
}
