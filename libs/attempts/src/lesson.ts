/** The five cards of a lesson by number: 1 situation, 2 try, 3 idea, 4 do, 5 keep. Those that rules speak of: */
export const TRY = 2;
export const DO = 4;
export const KEEP = 5;
export type CardNumber = 1 | 2 | 3 | 4 | 5;

/** The items of a lesson: one to try before anything is explained, the rest to do afterwards. */
export interface LessonItems {
  readonly try: string;
  readonly do: readonly string[];
}

export interface Sitting {
  /** The furthest card so far. */
  readonly reached: CardNumber;
  /** Items answered in this sitting. */
  readonly answered: ReadonlySet<string>;
}

export type Refusal = 'try-first' | 'do-first' | 'step-by-step';

/** The items that belong to a card, in order; most cards have none. */
export function itemsOfCard(items: LessonItems, card: CardNumber): readonly string[] {
  if (card === TRY) return [items.try];
  return card === DO ? items.do : [];
}

/** The first item of a card that is not answered yet. */
export const openItemOf = (
  items: LessonItems,
  card: CardNumber,
  answered: ReadonlySet<string>,
): string | undefined => itemsOfCard(items, card).find((id) => !answered.has(id));

/** The card somebody sees: the one they ask for, but never one they have not reached. Without a wish the furthest. */
export function cardToShow(sitting: Sitting, wanted: CardNumber | undefined): CardNumber {
  return wanted === undefined || wanted > sitting.reached ? sitting.reached : wanted;
}

/**
 * Going on to a card. One card at a time; trying comes before the explanation, and all exercises before the last card.
 * Going back is always allowed and does not lose what was reached.
 */
export function moveTo(
  items: LessonItems,
  sitting: Sitting,
  card: CardNumber,
): { readonly ok: true; readonly reached: CardNumber } | { readonly ok: false; readonly refusal: Refusal } {
  if (card <= sitting.reached) return { ok: true, reached: sitting.reached };
  if (card > sitting.reached + 1) return { ok: false, refusal: 'step-by-step' };
  if (openItemOf(items, sitting.reached, sitting.answered) !== undefined) {
    return { ok: false, refusal: sitting.reached === TRY ? 'try-first' : 'do-first' };
  }
  return { ok: true, reached: card };
}

/** A lesson is done on its last card; everything before it was done to get there. */
export const canComplete = (sitting: Sitting): boolean => sitting.reached === KEEP;

/** An item may be answered on its own card, once that card is reached. */
export function canAnswer(items: LessonItems, sitting: Sitting, itemId: string): boolean {
  return ([TRY, DO] as const).some(
    (card) => card <= sitting.reached && itemsOfCard(items, card).includes(itemId),
  );
}
