/** A closed survey's answers as figures that may be shown. Pure. */
import type { Count } from '#assessment';
import { questionOf } from './bank.js';
import { type Cell, disclose, type Disclosure, figureOf, type Filter } from './disclosure.js';
import { type Dimension, keyOf } from './facts.js';
import { awarenessOf, type GapRow, gapRow, groupsApart, type Prediction } from './gap.js';
import type { AnswerCount } from './participation.queries.js';
import { counts, type Topic } from './survey.js';

export interface Measured {
  readonly questions: readonly string[];
  readonly topics: readonly Topic[];
  readonly dimensions: readonly Dimension[];
  readonly smallestGroup: number;
}

/** The questions of which a share is reported. */
export const sharedQuestions = ({ questions }: Pick<Measured, 'questions'>): string[] =>
  questions.filter((key) => questionOf(key)?.kind === 'choice');

/** What may be shown of each question of which a share is reported. */
export function disclosuresOf(survey: Measured, answers: readonly AnswerCount[]): Map<string, Disclosure> {
  return new Map(
    sharedQuestions(survey).map((question) => [
      question,
      disclose(cellsOf(question, answers), {
        dimensions: survey.dimensions,
        smallest: survey.smallestGroup,
        depth: 2,
      }),
    ]),
  );
}

/** Answers of one question by their facts; `yes` are those that count in its share. */
export function cellsOf(question: string, answers: readonly AnswerCount[]): Cell[] {
  return answers
    .filter((answer) => answer.question === question)
    .map(({ facts, value, n }) => ({ facts, n, yes: counts(question, value) ? n : 0 }));
}

/** Filters that are shown for every question of the survey, everybody first. */
export function commonFilters(disclosures: ReadonlyMap<string, Disclosure>): Filter[] {
  const [first, ...rest] = [...disclosures.values()];
  return (first?.shown ?? [])
    .map(({ filter }) => filter)
    .filter((filter) => rest.every((other) => figureOf(other, filter)));
}

/** The rows of the gap page for one filter; predictions are about everybody, so that a filter shows none. */
export function gapRows(
  disclosures: ReadonlyMap<string, Disclosure>,
  predictions: readonly Prediction[],
  filter: Filter,
): GapRow[] {
  const isEverybody = keyOf(filter) === keyOf({});
  return [...disclosures].map(([question, disclosure]) => {
    const predicted = predictions.find((one) => one.side === 'it' && one.question === question);
    const figure: Count | undefined = figureOf(disclosure, filter);
    return gapRow(question, isEverybody ? (predicted?.share ?? null) : null, figure ?? null);
  });
}

/** VIPs beside the others, by question; left out where one of the two may not be shown. */
export function vipRows(disclosures: ReadonlyMap<string, Disclosure>) {
  return [...disclosures].flatMap(([question, disclosure]) => {
    const [vips, others] = [figureOf(disclosure, { vip: 'yes' }), figureOf(disclosure, { vip: 'no' })];
    return vips && others ? [{ question, vips, others, ...groupsApart(vips, others) }] : [];
  });
}

/** How many know each topic, corrected by the invented one. */
export function awarenessRows(survey: Measured, answers: readonly AnswerCount[]) {
  const countOf = (topic: string): Count => {
    const own = answers.filter((answer) => answer.topic === topic);
    const total = (list: readonly AnswerCount[]): number => list.reduce((sum, { n }) => sum + n, 0);
    return { n: total(own), yes: total(own.filter(({ value }) => value === 'yes')) };
  };
  const foil = survey.topics.find(({ kind }) => kind === 'foil');
  const claimed = foil ? countOf(foil.id) : null;
  return survey.topics
    .filter(({ kind }) => kind !== 'foil')
    .map((topic) => {
      const hits = countOf(topic.id);
      return { topic, n: hits.n, share: awarenessOf(hits, claimed, survey.smallestGroup) };
    });
}
