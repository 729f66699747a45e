import {
  calibrate,
  collectResponses,
  countPeople,
  GATES,
  type GateFailure,
  type ItemFit,
  type LinkingConstants,
  type ResponseMatrix,
} from '#assessment';
import type { ExamAnswer } from './answer-source.js';
import { chooseScale, priorsOf } from './calibration-scale.js';
import { describeItems } from './describe-items.js';

export type CalibrationState = 'candidate' | 'active' | 'retired';
/** Which items of a category it is about. */
export type CalibrationUse = 'exam' | 'practice';
/** The states of an item that a calibration can give it. */
export type ItemStanding = 'pilot' | 'calibrated' | 'active' | 'watch';

/** An item of the bank as it is worded now, with the author's difficulty in logits. */
export interface BankItem {
  readonly id: string;
  readonly version: number;
  readonly authorVersion: number;
  readonly skill: string;
  /** The author's difficulty, in logits. */
  readonly b0: number;
}

/** An item as the active calibration knows it. */
export interface KnownItem {
  readonly itemId: string;
  readonly authorVersion: number;
  readonly a: number;
  readonly b: number;
  readonly state: ItemStanding;
}

/** The comparison of English with Dutch; below 0 the item is harder in English at equal ability. */
export type LanguageDif =
  | { readonly kind: 'assessed'; readonly class: 'A' | 'B' | 'C'; readonly delta: number }
  | { readonly kind: 'not-assessable'; readonly nl: number; readonly en: number };

export interface CalibratedItem {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly authorVersion: number;
  readonly skill: string;
  /** People who answered it. */
  readonly n: number;
  readonly rightShare: number;
  readonly a: number;
  readonly b: number;
  readonly seA: number | null;
  readonly seB: number | null;
  readonly fit: ItemFit;
  readonly dif: LanguageDif;
  /** Share of the exams that asked it, 0 to 1; of practice items, of the people who practised its skill and met it. */
  readonly exposure: number;
  readonly gateFailures: readonly GateFailure[];
  readonly state: ItemStanding;
}

export interface CalibrationSummary {
  /** Answers that were read, of which the calibration counts the first per person and item. */
  readonly read: number;
  /** Items in the bank, items answered at all, and those that passed every gate. */
  readonly bank: number;
  readonly answered: number;
  readonly passed: number;
  /** What holds the scale: the author's difficulties, or the items of the calibration that was active. */
  readonly scale: 'authors' | 'anchors';
  readonly anchors: number;
  readonly trimmed: readonly string[];
}

/** The summary as it is kept: with the last exams decided again ("shadow"). */
export interface KeptSummary extends CalibrationSummary {
  readonly shadow: { readonly exams: number; readonly changed: number };
}

/** A calibration's numbers, before it has an id, a moment and a state. */
export interface CalibrationResult {
  readonly people: number;
  readonly exams: number;
  readonly answers: number;
  readonly from: Date;
  readonly logLikelihood: number;
  readonly steps: number;
  readonly converged: boolean;
  readonly linking: LinkingConstants;
  readonly items: readonly CalibratedItem[];
  readonly summary: CalibrationSummary;
}

export type CalibrationOutcome =
  | { readonly kind: 'made'; readonly result: CalibrationResult }
  /** No item has the answers that scoring takes; `most` is what the best one has. */
  | { readonly kind: 'too-few-answers'; readonly most: number; readonly needed: number }
  /** The scale of the active calibration was lost: its items moved too much, or too few are left. */
  | { readonly kind: 'not-linkable'; readonly reason: string };

/**
 * Why nobody may activate a calibration, or null. Once a calibration is in use, the next may turn less than 1 % of the
 * last exams. The first is free of that: it replaces ratings by measurements, so results must move; the person who
 * activates it sees how many.
 */
export function refusalOf(made: {
  readonly converged: boolean;
  readonly summary: Pick<KeptSummary, 'passed' | 'scale' | 'shadow'>;
}): 'not-converged' | 'nothing-passed' | 'too-many-changed-decisions' | null {
  const { passed, scale, shadow } = made.summary;
  if (!made.converged) return 'not-converged';
  if (passed === 0) return 'nothing-passed';
  const turns = scale === 'anchors' && shadow.changed > 0;
  return turns && !(shadow.changed / shadow.exams < GATES.changedDecisions)
    ? 'too-many-changed-decisions'
    : null;
}

/** Beyond this many items standard errors come from cross products: the observed information costs items squared. */
const MANY_ITEMS = 100;

/**
 * Calibrates the exam items of one category from its answers, in order of time: MAP-EM with the authors' difficulties
 * as priors, put on the scale that is in use, then fit, DIF by language and the gates (see `#assessment`).
 * Only answers to the present question count (same author's version), and of a person only the first to an item.
 * `wordings` gives the author's version of every version of an item that was answered, by `<item id>@<version>`.
 */
export function runCalibration(input: {
  readonly answers: readonly ExamAnswer[];
  readonly bank: readonly BankItem[];
  readonly active: readonly KnownItem[];
  readonly wordings: ReadonlyMap<string, number>;
}): CalibrationOutcome {
  const current = new Map(input.bank.map(({ id, authorVersion }) => [id, authorVersion]));
  const counted = input.answers.filter(
    ({ itemId, itemVersion }) =>
      current.has(itemId) && input.wordings.get(`${itemId}@${itemVersion}`) === current.get(itemId),
  );
  const met = new Set(counted.map(({ itemId }) => itemId));
  const bank = input.bank.filter(({ id }) => met.has(id));
  const { responses, groups } = arrange(counted, bank);
  const most = Math.max(0, ...answersPerItem(responses));
  const [first] = counted;
  if (!first || most < GATES.answers) return { kind: 'too-few-answers', most, needed: GATES.answers };

  const active = input.active.filter(({ itemId, authorVersion }) => current.get(itemId) === authorVersion);
  const standardErrors = bank.length > MANY_ITEMS ? 'cross-product' : 'observed';
  const found = calibrate(responses, { priors: priorsOf(responses, bank), standardErrors });
  const scale = chooseScale(found, bank, active);
  if (scale.kind === 'not-linkable') return scale;
  const exams = new Set(input.answers.map(({ exam }) => exam)).size;
  const items = describeItems({ found, responses, groups, bank, active, counted, exams }, scale.constants);
  const { source, anchors, trimmed } = scale;
  const passed = items.filter(({ gateFailures }) => gateFailures.length === 0).length;
  return {
    kind: 'made',
    result: {
      ...{ people: countPeople(responses), exams, answers: responses.item.length, from: first.at, items },
      ...{ logLikelihood: found.logLikelihood, steps: found.steps, converged: found.converged },
      linking: scale.constants,
      summary: {
        ...{ read: input.answers.length, bank: input.bank.length, answered: bank.length, passed },
        ...{ scale: source, anchors, trimmed },
      },
    },
  };
}

/** The matrix of first answers, and the language of each of its people. */
function arrange(
  answers: readonly ExamAnswer[],
  bank: readonly BankItem[],
): { responses: ResponseMatrix; groups: ('reference' | 'focal')[] } {
  const place = new Map(bank.map(({ id }, i) => [id, i]));
  // People stand in the matrix in the order in which they first appear.
  const languages = new Map<number, ExamAnswer['language']>();
  for (const { person, language } of answers) if (!languages.has(person)) languages.set(person, language);
  return {
    responses: collectResponses(
      bank.length,
      answers.map(({ person, itemId, correct }) => ({
        person: String(person),
        item: place.get(itemId)!,
        correct,
      })),
    ),
    groups: [...languages.values()].map((language) => (language === 'nl' ? 'reference' : 'focal')),
  };
}

function answersPerItem({ items, item }: ResponseMatrix): number[] {
  const counts = new Array<number>(items).fill(0);
  for (const each of item) counts[each]! += 1;
  return counts;
}
