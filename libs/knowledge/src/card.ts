/** PURE: what a card is, when it needs care, and how much it counts in a search. */
import { daysBetween } from '#kernel';

export const DEVICES = ['windows', 'mac', 'iphone', 'android', 'browser'] as const;
export type Device = (typeof DEVICES)[number];
export const OUTCOMES = ['solved', 'almost', 'no'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A card in one language: Markdown inline in steps and in what follows when they don't help. */
export interface CardText {
  readonly title: string;
  readonly summary: string;
  /** Other words that people use for it. */
  readonly words: readonly string[];
  readonly steps: readonly string[];
  readonly variants: readonly { readonly device: Device; readonly steps: readonly string[] }[];
  readonly otherwise: string;
}

/** One of the two may be missing as long as the card is a draft. */
export interface CardBody {
  readonly nl: CardText | null;
  readonly en: CardText | null;
}

export interface CardCounts {
  readonly solved: number;
  readonly almost: number;
  readonly refused: number;
}

/** After this many days without a review a card counts as stale, whatever its own date says. */
export const STALE_DAYS = 180;
/** From so many answers on, more "no" than "solved" means that a card is disputed. */
export const DISPUTED_FROM = 5;

/** The text in the reader's language, or in the other one when that is all there is; null for neither. */
export function textFor(
  body: CardBody,
  language: 'nl' | 'en',
): { text: CardText; language: 'nl' | 'en' } | null {
  const other = language === 'nl' ? 'en' : 'nl';
  const own = body[language];
  if (own) return { text: own, language };
  const second = body[other];
  return second ? { text: second, language: other } : null;
}

/** The steps for a device: its own, or those for everybody. */
export function stepsFor(text: CardText, device: string | null): readonly string[] {
  return text.variants.find((variant) => variant.device === device)?.steps ?? text.steps;
}

/** A step as text without Markdown, for where it is not rendered: a link shows its address. */
export const plainStep = (step: string): string =>
  step.replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, '$1 ($2)').replace(/\*\*|`/g, '');

/** Days are ISO dates; `today` in the reader's zone. */
export function isStale(
  card: { readonly reviewedOn: string; readonly reviewBy: string },
  today: string,
): boolean {
  return today > card.reviewBy || daysBetween(card.reviewedOn, today) > STALE_DAYS;
}

export function isDisputed({ solved, almost, refused }: CardCounts): boolean {
  return solved + almost + refused >= DISPUTED_FROM && refused > solved;
}

/**
 * The share that a card solved, drawn towards 70 % with the weight of ten answers: three lucky readers do not beat
 * eighty out of a hundred. "Almost" counts half.
 */
export function usefulness({ solved, almost, refused }: CardCounts): number {
  const PRIOR = 10;
  const EXPECTED = 0.7;
  return (solved + almost / 2 + PRIOR * EXPECTED) / (solved + almost + refused + PRIOR);
}

/** What a card's score is multiplied by: 0.6 to 1.3 for its usefulness, less when it is stale (x 0.8) or disputed (x 0.6). */
export function weightOf(
  card: CardCounts & { readonly reviewedOn: string; readonly reviewBy: string },
  today: string,
): number {
  const care = (isStale(card, today) ? 0.8 : 1) * (isDisputed(card) ? 0.6 : 1);
  return (0.6 + 0.7 * usefulness(card)) * care;
}

/** A URL's name from a title: 'Je wifi valt weg' -> 'je-wifi-valt-weg', at most 60 characters; 'card' when nothing is left. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join('-').slice(0, 60).replace(/-+$/, '');
  return slug === '' ? 'card' : slug;
}
