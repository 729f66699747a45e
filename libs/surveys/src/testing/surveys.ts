/** Surveys in specs: a draft to send, and answers of many at once. */
import { rows, type Tx } from '#kernel';
import type { Facts } from '../facts.js';
import { addAnswers } from '../participation.queries.js';
import type { AnswerLine } from '../survey.js';
import type { SurveyInput } from '../surveys.schemas.js';

/** Three questions to everybody, open for two weeks. */
export function surveyOf(opensOn: string, closesOn: string, changes: Partial<SurveyInput> = {}): SurveyInput {
  return {
    title: { nl: 'Hoe gaat het met IT?', en: 'How is IT doing?' },
    questions: ['satisfied', 'speed', 'human'],
    topics: [],
    rule: { everyone: true },
    sampleSize: null,
    dimensions: ['vip'],
    smallestGroup: 5,
    fewestComments: 10,
    opensOn,
    closesOn,
    repeatWeeks: null,
    ...changes,
  };
}

/**
 * Answers of this many of those who were asked and have not answered, one set of lines each, as the pulse itself would
 * keep them but in one go. `facts` say which group each belongs to.
 */
export async function fillAnswers(
  tx: Tx,
  surveyId: string,
  answers: readonly { readonly facts: Facts; readonly lines: readonly AnswerLine[] }[],
): Promise<void> {
  const marked = await rows(
    tx,
    `UPDATE survey_participation SET answered = true WHERE survey_id = $1 AND person_id IN (
       SELECT person_id FROM survey_participation WHERE survey_id = $1 AND NOT answered ORDER BY person_id LIMIT $2)
     RETURNING 1`,
    [surveyId, answers.length],
  );
  if (marked.length < answers.length) throw new Error(`only ${marked.length} people can still answer`);
  await addAnswers(
    tx,
    surveyId,
    answers.flatMap(({ facts, lines }) =>
      lines.map((line) => ({ ...line, facts: line.topic === null ? facts : {} })),
    ),
  );
}

/** `n` lines, of which `yes` hold one value and the rest another. */
export function lines(
  question: string,
  [yes, n]: readonly [number, number],
  values: readonly [string, string],
): AnswerLine[] {
  return Array.from({ length: n }, (_, i) => ({
    question,
    topic: null,
    value: i < yes ? values[0] : values[1],
  }));
}
