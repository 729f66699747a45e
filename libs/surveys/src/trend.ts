/** How everybody's answer to a question moves from survey to survey; whole surveys only. Pure. */
import { type Interval, wilson } from '#assessment';
import { Temporal } from 'temporal-polyfill';
import { disclose, figureOf } from './disclosure.js';
import type { AnswerCount } from './participation.queries.js';
import { cellsOf, type Measured, sharedQuestions } from './results.js';

/** Days, both included; a survey belongs when all its days do. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const MONTHS = 12;

interface Days {
  readonly opensOn: string;
  readonly closesOn: string;
}

/** The period that was asked for, else the last twelve months, made longer when a survey that was asked for began before. */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  today: string,
  chosen?: Days,
): Period {
  const usual = Temporal.PlainDate.from(today).subtract({ months: MONTHS }).toString();
  const earliest = chosen && chosen.opensOn < usual ? chosen.opensOn : usual;
  return { from: asked.from ?? earliest, to: asked.to ?? today };
}

/** True when no day of a survey lies outside: parts of a survey, subtracted, would tell of a few. */
export const liesIn = ({ from, to }: Period, { opensOn, closesOn }: Days): boolean =>
  from <= opensOn && closesOn <= to;

export interface TrendPoint {
  readonly surveyId: string;
  readonly closesOn: string;
  readonly share: Interval & { readonly n: number };
}

export interface Trend {
  readonly question: string;
  /** The earliest first. */
  readonly points: readonly TrendPoint[];
}

/**
 * Every question that two surveys or more show for everybody. A figure is the one that its own survey's page shows, by
 * the same check, so that a trend adds nothing to what is known already.
 */
export function trendsOf(
  surveys: readonly (Measured & Days & { readonly id: string })[],
  answers: ReadonlyMap<string, readonly AnswerCount[]>,
): Trend[] {
  const inOrder = [...surveys].sort((a, b) => (a.closesOn < b.closesOn ? -1 : 1));
  const questions = [...new Set(inOrder.flatMap(sharedQuestions))];
  return questions
    .map((question) => ({
      question,
      points: inOrder.flatMap(({ id, closesOn, smallestGroup }): TrendPoint[] => {
        const cells = cellsOf(question, answers.get(id) ?? []);
        const figure = figureOf(disclose(cells, { dimensions: [], smallest: smallestGroup, depth: 1 }), {});
        return figure ? [{ surveyId: id, closesOn, share: { ...wilson(figure), n: figure.n } }] : [];
      }),
    }))
    .filter(({ points }) => points.length > 1);
}
