/** A survey from draft to result: what may happen when. Pure. Days are 'YYYY-MM-DD' of the employer's home zone. */
import { Temporal } from 'temporal-polyfill';
import { type BankQuestion, type Both, questionOf } from './bank.js';

export const SURVEY_STATES = ['draft', 'predicting', 'open', 'closed'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];
export const SIDES = ['it', 'hr'] as const;
export type Side = (typeof SIDES)[number];

export const HOME_ZONE = 'Europe/Amsterdam';
export const MAX_QUESTIONS = 3;
/** Nobody sees a group of fewer than this, nor comments of fewer people than the second number. */
export const SMALLEST_GROUP = 5;
export const FEWEST_COMMENTS = 10;
export const MAX_TOPICS = 5;
/** A survey that stays open for longer measures the calendar instead of an opinion. */
const LONGEST_DAYS = 28;
export const WORDS_MAX = 500;

/** Something people may know or not: a service or an announcement, or an invented one. */
export interface Topic {
  readonly kind: 'service' | 'announcement' | 'foil';
  readonly id: string;
  readonly name: Both;
}

export interface SurveyTerms {
  readonly questions: readonly string[];
  readonly topics: readonly Topic[];
  readonly opensOn: string;
  readonly closesOn: string;
}

/** What is wrong with a survey's terms: a word key per field, empty when nothing is. */
export function wrongTerms(terms: SurveyTerms, today: string): Readonly<Record<string, string>> {
  const { questions, topics, opensOn, closesOn } = terms;
  const errors: Record<string, string> = {};
  const known = questions.every((key) => questionOf(key));
  if (questions.length === 0 || questions.length > MAX_QUESTIONS) errors['questions'] = 'surveys.wrong_count';
  else if (!known || new Set(questions).size < questions.length)
    errors['questions'] = 'surveys.wrong_question';
  const probed = topics.filter(({ kind }) => kind !== 'foil');
  if (questions.includes('aware') && (probed.length === 0 || probed.length > MAX_TOPICS)) {
    errors['topics'] = 'surveys.wrong_topics';
  }
  if (opensOn <= today) errors['opensOn'] = 'surveys.wrong_opens';
  const longest = Temporal.PlainDate.from(opensOn).add({ days: LONGEST_DAYS }).toString();
  if (closesOn <= opensOn || closesOn > longest) errors['closesOn'] = 'surveys.wrong_closes';
  return errors;
}

export type Step = 'change' | 'plan' | 'remove' | 'predict' | 'open' | 'answer' | 'close' | 'read';
const ALLOWED: Readonly<Record<Step, SurveyState>> = {
  change: 'draft',
  plan: 'draft',
  remove: 'draft',
  predict: 'predicting',
  open: 'predicting',
  answer: 'open',
  close: 'open',
  read: 'closed',
};

/** Whether a step belongs to the state a survey is in. Results are read of a closed survey only. */
export function allows(state: SurveyState, step: Step): boolean {
  return ALLOWED[step] === state;
}

/** What a day brings: open on its first day, closed once its last day is over; null when nothing. */
export function stepOf(
  survey: { readonly state: SurveyState; readonly opensOn: string; readonly closesOn: string },
  today: string,
): 'open' | 'close' | null {
  if (survey.state === 'predicting' && survey.opensOn <= today) return 'open';
  if (survey.state === 'open' && survey.closesOn < today) return 'close';
  return null;
}

/** One line as it is kept: of a probe one for each topic, of the others one. */
export interface AnswerLine {
  readonly question: string;
  readonly topic: string | null;
  readonly value: string;
}

/** What somebody sent: a choice or words by question, and the topics they know. Unknown fields are left alone. */
export type SentAnswers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads what was sent into lines. Every choice must be made; knowing nothing and having nothing to say are answers too.
 * Gives the lines, or the questions that are still open or were answered with something that is no choice of theirs.
 */
export function readAnswers(
  survey: Pick<SurveyTerms, 'questions' | 'topics'>,
  sent: SentAnswers,
): { readonly lines: readonly AnswerLine[]; readonly missing: readonly string[] } {
  const lines: AnswerLine[] = [];
  const missing: string[] = [];
  for (const key of survey.questions) {
    const question = questionOf(key) as BankQuestion;
    const given = [sent[key] ?? []].flat();
    if (question.kind === 'aware') {
      const known = new Set(given);
      if (given.some((id) => !survey.topics.some((topic) => topic.id === id))) missing.push(key);
      for (const { id } of survey.topics) {
        lines.push({ question: key, topic: id, value: known.has(id) ? 'yes' : 'no' });
      }
    } else if (question.kind === 'words') {
      const words = (given[0] ?? '').trim();
      if (words.length > WORDS_MAX) missing.push(key);
      else if (words !== '') lines.push({ question: key, topic: null, value: words });
    } else if (question.choices.some(({ value }) => value === given[0])) {
      lines.push({ question: key, topic: null, value: given[0] as string });
    } else missing.push(key);
  }
  return { lines, missing };
}

/** Whether an answer counts in the share of its question. */
export function counts(question: string, value: string): boolean {
  return questionOf(question)?.choices.some((choice) => choice.value === value && choice.counts) ?? false;
}
