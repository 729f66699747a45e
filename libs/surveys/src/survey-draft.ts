/** A survey while HR is still writing it: the fields of the form, complete or not; and the input they make. Pure. */
import { type DraftGroup, EMPTY_DRAFT, readDraft, toDraft, toRule } from '#audiences';
import { type Dimension, DIMENSIONS } from './facts.js';
import { FEWEST_COMMENTS, SMALLEST_GROUP } from './survey.js';
import type { StoredSurvey } from './surveys.queries.js';
import { surveyInput, type SurveyInput } from './surveys.schemas.js';

const TEXTS = [
  'titleNl',
  'titleEn',
  'q1',
  'q2',
  'q3',
  'sampleSize',
  'smallestGroup',
  'opensOn',
  'closesOn',
  'repeatWeeks',
] as const;
type TextField = (typeof TEXTS)[number];

export interface SurveyDraft extends Readonly<Record<TextField, string>> {
  readonly topics: readonly string[];
  readonly dimensions: readonly string[];
  readonly rule: DraftGroup;
}

export const NEW_SURVEY: SurveyDraft = {
  titleNl: '',
  titleEn: '',
  q1: 'satisfied',
  q2: '',
  q3: '',
  sampleSize: '',
  smallestGroup: String(SMALLEST_GROUP),
  opensOn: '',
  closesOn: '',
  repeatWeeks: '',
  topics: [],
  // not every HR file tells grades, and the fewer facts, the better people are protected
  dimensions: DIMENSIONS.filter((dimension) => dimension !== 'scale'),
  rule: EMPTY_DRAFT,
};

/** The draft in a submitted form; nothing is refused here, so that nothing typed is lost. */
export function readSurveyDraft(body: Record<string, unknown>): SurveyDraft {
  const text = (name: string): string =>
    typeof body[name] === 'string' ? body[name].trim().slice(0, 500) : '';
  const list = (name: string): string[] =>
    [body[name] ?? []]
      .flat()
      .filter((value): value is string => typeof value === 'string')
      .slice(0, 50);
  const texts = Object.fromEntries(TEXTS.map((name) => [name, text(name)])) as Record<TextField, string>;
  return { ...texts, topics: list('topics'), dimensions: list('dimensions'), rule: readDraft(body) };
}

export type Completed =
  | { readonly ok: true; readonly input: SurveyInput }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

const FIELD_ERRORS: Readonly<Record<string, string>> = {
  sampleSize: 'surveys.wrong_size',
  smallestGroup: 'surveys.wrong_smallest',
  repeatWeeks: 'surveys.wrong_repeat',
  topics: 'surveys.wrong_topics',
  questions: 'surveys.wrong_count',
};

/** What the draft says when it is complete, else a message per field. */
export function complete(draft: SurveyDraft): Completed {
  const errors: Record<string, string> = {};
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  for (const field of ['titleNl', 'titleEn', 'opensOn', 'closesOn'] as const) {
    if (draft[field] === '') errors[field] = 'surveys.error_fill_in';
  }
  const rule = toRule(draft.rule);
  if (!rule.ok) Object.assign(errors, rule.errors);
  const parsed = surveyInput.safeParse({
    title: { nl: draft.titleNl, en: draft.titleEn },
    questions: [draft.q1, draft.q2, draft.q3].filter((key) => key !== ''),
    topics: draft.topics,
    rule: rule.ok ? rule.rule : undefined,
    sampleSize: number(draft.sampleSize),
    dimensions: draft.dimensions,
    smallestGroup: number(draft.smallestGroup) ?? SMALLEST_GROUP,
    fewestComments: FEWEST_COMMENTS,
    opensOn: draft.opensOn,
    closesOn: draft.closesOn,
    repeatWeeks: number(draft.repeatWeeks),
  });
  if (parsed.success && Object.keys(errors).length === 0) return { ok: true, input: parsed.data };
  for (const { path } of parsed.error?.issues ?? []) {
    const [field] = path;
    if (field === 'title' || field === 'rule') continue;
    errors[formField(String(field))] ??= FIELD_ERRORS[String(field)] ?? 'surveys.error_fill_in';
  }
  return { ok: false, errors };
}

/** The form's name for a field of the input: three questions are three fields, of which the first shows what is wrong. */
export const formField = (field: string): string => (field === 'questions' ? 'q1' : field);

/** The draft with which HR goes on from what is there. */
export function draftOf(survey: StoredSurvey): SurveyDraft {
  const [q1 = '', q2 = '', q3 = ''] = survey.questions;
  return {
    titleNl: survey.title.nl,
    titleEn: survey.title.en,
    ...{ q1, q2, q3 },
    sampleSize: survey.sampleSize === null ? '' : String(survey.sampleSize),
    smallestGroup: String(survey.smallestGroup),
    opensOn: survey.opensOn,
    closesOn: survey.closesOn,
    repeatWeeks: survey.repeatWeeks === null ? '' : String(survey.repeatWeeks),
    topics: survey.topics.filter(({ kind }) => kind !== 'foil').map(({ id }) => id),
    dimensions: survey.dimensions.map((dimension: Dimension) => dimension),
    rule: toDraft(survey.rule),
  };
}
