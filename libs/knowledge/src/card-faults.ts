import type { CardBody, CardText, Device } from './card.js';

export interface CardFault {
  readonly language: 'nl' | 'en';
  readonly part: 'title' | 'summary' | 'steps';
  /** The device whose steps it is about; null for those of everybody. */
  readonly device: Device | null;
  /** Key of the sentence that says it. */
  readonly message: string;
}

const FEWEST_STEPS = 3;
const MOST_STEPS = 7;

/** PURE: what is missing in a card. A draft only needs a title, a published card both languages and three to seven steps. */
export function faultsOf({ nl, en, state }: CardBody & { readonly state: string }): CardFault[] {
  const isPublished = state === 'published';
  if (!nl && !en && !isPublished) return [fault('nl', 'title', 'knowledge.title_missing')];
  return [...faultsIn('nl', nl, isPublished), ...faultsIn('en', en, isPublished)];
}

function faultsIn(language: 'nl' | 'en', text: CardText | null, isPublished: boolean): CardFault[] {
  if (!text) return isPublished ? [fault(language, 'title', 'knowledge.both_languages')] : [];
  const title = text.title === '' ? [fault(language, 'title', 'knowledge.title_missing')] : [];
  if (!isPublished) return title;
  const summary = text.summary === '' ? [fault(language, 'summary', 'knowledge.summary_missing')] : [];
  const lists = [{ device: null, steps: text.steps }, ...text.variants];
  const steps = lists
    .filter((list) => list.steps.length < FEWEST_STEPS || list.steps.length > MOST_STEPS)
    .map(({ device }) => fault(language, 'steps', 'knowledge.steps_number', device));
  return [...title, ...summary, ...steps];
}

const fault = (
  language: 'nl' | 'en',
  part: CardFault['part'],
  message: string,
  device: Device | null = null,
): CardFault => ({ language, part, device, message });
