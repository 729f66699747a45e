import { intervalDays, type Answer, type Confidence, type MemoryCard, type Score } from '#assessment';
import type { Area, ContentItem } from '#content';
import type { Language } from '#kernel';
import { tokenOf, type Arrangement } from './arrange-item.js';
import { ordered, pictureOf, type PictureView } from './present-item.js';

export interface FeedbackOption {
  readonly token: string;
  readonly label: string;
  readonly checked: boolean;
  /** `missed`: right, but not chosen. Null: a distractor rightly left alone. */
  readonly state: 'right' | 'wrong' | 'missed' | null;
  readonly why: string;
}

export interface FeedbackStep {
  readonly label: string;
  /** Where the person put it, counted from 1. */
  readonly given: number;
  readonly right: boolean;
  readonly why: string;
}

export interface FeedbackPair {
  readonly left: string;
  readonly given: string;
  readonly expected: string;
  readonly right: boolean;
  readonly why: string;
}

/** One step of a scenario, with every option explained. */
export interface FeedbackQuestion {
  readonly text: string;
  readonly right: boolean;
  readonly options: readonly FeedbackOption[];
}

/** The picture of a hotspot with its areas in the order of `options`, marked as those are. */
export interface FeedbackPicture extends PictureView {
  readonly areas: readonly { readonly at: Area; readonly state: FeedbackOption['state'] }[];
}

/** The explanation of one answered item: every option with its why, and the rule to remember. */
export interface FeedbackView {
  readonly outcome: Score['outcome'];
  readonly tone: 'right' | 'almost' | 'wrong';
  /** Word key of the verdict; `days` is its argument. */
  readonly verdict: string;
  /** Days until this objective returns; 0 when memory isn't kept. */
  readonly days: number;
  readonly type: ContentItem['type'];
  readonly stem: string;
  readonly options?: readonly FeedbackOption[];
  readonly steps?: readonly FeedbackStep[];
  readonly pairs?: readonly FeedbackPair[];
  readonly text?: {
    readonly given: string;
    readonly example: string;
    readonly why: string;
    readonly near: string;
  };
  readonly questions?: readonly FeedbackQuestion[];
  readonly picture?: FeedbackPicture;
  readonly rule: string;
}

/** Explains an answer. Only for practice and lessons: exams and placement never call this. */
export function presentFeedback(input: {
  readonly item: ContentItem;
  readonly arrangement: Arrangement;
  readonly answer: Answer;
  readonly score: Score;
  readonly confidence: Confidence;
  readonly card: MemoryCard | null;
  readonly language: Language;
}): FeedbackView {
  const { item, score, confidence, card, language } = input;
  return {
    outcome: score.outcome,
    tone: score.outcome === 'partly' ? 'almost' : score.outcome,
    verdict: verdictOf(score, confidence),
    days: card ? intervalDays(card) : 0,
    type: item.type,
    stem: item.stem[language],
    ...partsOf(input),
    rule: item.rule[language],
  };
}

/** Confidence colours the verdict: doubt is taken back, and being surely wrong is nothing to be ashamed of. */
function verdictOf(score: Score, confidence: Confidence): string {
  if (score.outcome === 'right') {
    return confidence === 'unsure' ? 'attempts.verdict_right_unsure' : 'attempts.verdict_right';
  }
  if (score.outcome === 'partly') return 'attempts.verdict_partly';
  return confidence === 'sure' ? 'attempts.verdict_wrong_sure' : 'attempts.verdict_wrong';
}

function partsOf({
  item,
  arrangement,
  answer,
  score,
  language,
}: Parameters<typeof presentFeedback>[0]): Partial<FeedbackView> {
  const rightness = new Map(score.parts.map((part) => [part.id, part]));
  const isChosen = (id: string): boolean => rightness.get(id)?.chosen ?? false;
  switch (item.type) {
    case 'single':
    case 'multiple':
      return {
        options: explained(ordered(item.options, arrangement.options), language, isChosen),
      };
    case 'scenario': {
      const given = answer.type === 'scenario' ? answer.steps : {};
      return {
        questions: item.steps.map((step) => ({
          text: step.text[language],
          right: rightness.get(step.id)?.right ?? false,
          options: explained(
            ordered(step.options, arrangement.within?.[step.id]),
            language,
            (id) => given[step.id] === id,
          ),
        })),
      };
    }
    case 'hotspot': {
      const areas = ordered(item.areas, arrangement.areas);
      const options = explained(areas, language, isChosen);
      const marked = areas.map(({ at }, i) => ({ at, state: options[i]?.state ?? null }));
      return { options, picture: { ...pictureOf(item, language), areas: marked } };
    }
    case 'order': {
      const given = answer.type === 'order' ? answer.order : [];
      return {
        steps: item.steps.map((step) => ({
          label: step.text[language],
          given: given.indexOf(step.id) + 1,
          right: rightness.get(step.id)?.right ?? false,
          why: step.why[language],
        })),
      };
    }
    case 'match': {
      const pairs = answer.type === 'match' ? answer.pairs : {};
      const wanted = new Map<string, string>(item.pairs.map(([left, right]) => [left, right]));
      const rightText = new Map(item.right.map((part) => [part.id, part.text[language]]));
      return {
        pairs: item.left.map((left) => ({
          left: left.text[language],
          given: rightText.get(pairs[left.id] ?? '') ?? '',
          expected: rightText.get(wanted.get(left.id) ?? '') ?? '',
          right: rightness.get(left.id)?.right ?? false,
          why: item.why[left.id]?.[language] ?? '',
        })),
      };
    }
    case 'text':
      return {
        text: {
          given: answer.type === 'text' ? answer.text : '',
          example: item.example[language],
          why: item.why[language],
          near: score.near === undefined ? '' : (item.near[score.near]?.why[language] ?? ''),
        },
      };
  }
}

/** Each option with what became of it: chosen or not, rightly or not. */
function explained(
  options: readonly Explainable[],
  language: Language,
  isChosen: (id: string) => boolean,
): FeedbackOption[] {
  return options.map(({ id, key, text, why }, i) => {
    const checked = isChosen(id);
    const state = key ? (checked ? 'right' : 'missed') : checked ? 'wrong' : null;
    return { token: tokenOf(i), label: text[language], checked, state, why: why[language] };
  });
}

type Texts = { readonly [language in Language]: string };
interface Explainable {
  readonly id: string;
  readonly key?: true | undefined;
  readonly text: Texts;
  readonly why: Texts;
}
