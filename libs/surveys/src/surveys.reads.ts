import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  may,
  notFound,
  type PageQuery,
  personOf,
  type Tx,
} from '#kernel';
import { questionOf, WORDS } from './bank.js';
import { aboutHowMany, type Disclosure, type Filter, figureOf } from './disclosure.js';
import type { GapRow } from './gap.js';
import {
  countAnswers,
  countBurden,
  countOverall,
  findParticipation,
  listAskedOf,
  listComments,
} from './participation.queries.js';
import { awarenessRows, commonFilters, disclosuresOf, gapRows, vipRows } from './results.js';
import { allows } from './survey.js';
import { canPredict, canRun } from './surveys.access.js';
import { wrongState } from './surveys.problems.js';
import {
  findSurvey,
  listActions,
  listOwnPredictions,
  listPredictions,
  listSurveys,
  type StoredAction,
  type StoredSurvey,
} from './surveys.queries.js';
import type { PulseView, ResultsView, SurveyView } from './surveys.schemas.js';
import { type Trend, trendsOf } from './trend.js';
import { homeToday } from './turn-surveys.js';

const place = z.tuple([z.iso.date(), z.uuid()]);

/** The results of one closed survey, before they are put in words. */
export interface Results {
  readonly survey: StoredSurvey;
  readonly filter: Filter;
  readonly filters: readonly Filter[];
  readonly disclosures: ReadonlyMap<string, Disclosure>;
  readonly predictions: Awaited<ReturnType<typeof listPredictions>>;
  readonly rows: readonly GapRow[];
  readonly vips: ReturnType<typeof vipRows>;
  readonly awareness: ReturnType<typeof awarenessRows>;
  /** Null when too few wrote one. */
  readonly comments: readonly string[] | null;
}

/** What may be read of surveys, by whom. Nothing of any answer before a survey is closed. */
@Injectable()
export class SurveysReads {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, query: PageQuery): Promise<{ items: SurveyView[]; next: string | null }> {
    may(canPredict(actor));
    const [opensOn, id] = place.safeParse(decodeCursor(query.after)).data ?? [];
    const after = opensOn && id ? { opensOn, id } : null;
    const found = await listSurveys(this.db.read, {
      after,
      limit: query.limit + 1,
      ...(canRun(actor) ? {} : { states: ['predicting', 'open', 'closed'] }),
    });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(presentSurvey),
      next: found.length > items.length && last ? encodeCursor([last.opensOn, last.id]) : null,
    };
  }

  /** All surveys of the last years with what they asked of people, for HR. */
  async overview(actor: Actor) {
    may(canRun(actor));
    const tx = this.db.read;
    const [surveys, burden] = await Promise.all([listSurveys(tx), countBurden(tx, this.today())]);
    return { surveys, burden };
  }

  async get(actor: Actor, id: string): Promise<StoredSurvey> {
    may(canPredict(actor));
    const survey = await findSurvey(this.db.read, id);
    if (!survey || (survey.state === 'draft' && !canRun(actor))) throw notFound('survey');
    return survey;
  }

  async view(actor: Actor, id: string): Promise<SurveyView> {
    return presentSurvey(await this.get(actor, id));
  }

  /** The questions somebody was asked; 404 for everybody else. */
  async pulse(actor: Actor, id: string): Promise<{ survey: StoredSurvey; view: PulseView }> {
    const survey = await findSurvey(this.db.read, id);
    const participation = survey && (await findParticipation(this.db.read, id, personOf(actor)));
    if (!survey || !participation) throw notFound('survey');
    return { survey, view: presentPulse(survey, participation.answered) };
  }

  /** Open surveys that the actor was asked. */
  async own(actor: Actor): Promise<PulseView[]> {
    const tx = this.db.read;
    const asked = await listAskedOf(tx, personOf(actor));
    const found = await Promise.all(
      asked.map(async ({ surveyId, answered }) => {
        const survey = await findSurvey(tx, surveyId);
        return survey ? [presentPulse(survey, answered)] : [];
      }),
    );
    return found.flat();
  }

  /** What the actor said they expect, by question. */
  async ownPredictions(actor: Actor, id: string): Promise<{ question: string; share: number }[]> {
    may(canPredict(actor));
    return listOwnPredictions(this.db.read, id, personOf(actor));
  }

  /** Surveys that wait for predictions, and those that are open or closed, for whoever predicts. */
  async predictable(actor: Actor): Promise<StoredSurvey[]> {
    may(canPredict(actor));
    return listSurveys(this.db.read, { states: ['predicting', 'open', 'closed'], limit: 20 });
  }

  async actions(tx: Tx, surveyId: string | null): Promise<StoredAction[]> {
    return listActions(tx, surveyId, surveyId === null ? 3 : 50);
  }

  /** What follows from earlier surveys, for whoever just answered: done ones say most. */
  latestActions(): Promise<StoredAction[]> {
    return this.actions(this.db.read, null);
  }

  /** Closed surveys, the latest first. */
  async closed(actor: Actor): Promise<StoredSurvey[]> {
    may(canPredict(actor));
    return listSurveys(this.db.read, { states: ['closed'], limit: 30 });
  }

  /** How everybody's answers move over these closed surveys. */
  async trends(actor: Actor, surveys: readonly StoredSurvey[]): Promise<Trend[]> {
    may(canPredict(actor) && surveys.every(({ state }) => allows(state, 'read')));
    const ids = surveys.map(({ id }) => id);
    return trendsOf(surveys, await countOverall(this.db.read, ids, WORDS));
  }

  /**
   * The results of a closed survey; `filter` must be one of those shown, otherwise everybody's are given. Predictions
   * are of no use to who still has to make one, and answers are given to nobody before the survey is closed.
   */
  async results(actor: Actor, id: string, filter: Filter): Promise<Results> {
    const survey = await this.get(actor, id);
    if (!allows(survey.state, 'read')) throw wrongState();
    const tx = this.db.read;
    const [answers, comments, predictions] = await Promise.all([
      countAnswers(tx, id, WORDS),
      listComments(tx, id, WORDS),
      listPredictions(tx, id),
    ]);
    const disclosures = disclosuresOf(survey, answers);
    const filters = commonFilters(disclosures);
    const chosen = [...disclosures.values()].every((one) => figureOf(one, filter)) ? filter : {};
    return {
      survey,
      filter: chosen,
      filters,
      disclosures,
      predictions,
      rows: gapRows(disclosures, predictions, chosen),
      vips: vipRows(disclosures),
      awareness: awarenessRows(survey, answers),
      comments: comments.length >= survey.fewestComments ? comments : null,
    };
  }

  private today(): string {
    return homeToday(this.clock.now());
  }
}

export function presentSurvey(survey: StoredSurvey): SurveyView {
  const { id, version, state, title, questions, topics, audience, sampleSize, dimensions } = survey;
  const { smallestGroup, fewestComments, opensOn, closesOn, repeatWeeks, asked } = survey;
  return {
    ...{ id, version, state, title, questions: [...questions], topics: [...topics], audience, sampleSize },
    ...{ dimensions: [...dimensions], smallestGroup, fewestComments, opensOn, closesOn, repeatWeeks, asked },
  };
}

/** The questions without what counts in the share, and without telling which topic is invented. */
export function presentPulse(survey: StoredSurvey, answered: boolean): PulseView {
  return {
    id: survey.id,
    title: survey.title,
    closesOn: survey.closesOn,
    answered,
    questions: survey.questions.flatMap((key) => {
      const question = questionOf(key);
      if (!question) return [];
      const { kind, text, choices } = question;
      const topics = survey.topics.map(({ id, name }) => ({ value: id, text: name }));
      const plain = choices.map(({ value, text: label }) => ({ value, text: label }));
      return [{ key, kind, text, choices: kind === 'aware' ? topics : plain }];
    }),
  };
}

/** Results as JSON, every number of answers rounded. */
export function presentResults(results: Results): ResultsView {
  const { survey, filter, filters, rows, predictions, awareness, comments } = results;
  return {
    survey: presentSurvey(survey),
    filter,
    filters: [...filters],
    rows: rows.map(({ question, measured, gap, direction }) => ({
      question,
      predictions: predictions
        .filter((one) => one.question === question)
        .map(({ side, share }) => ({ side, share })),
      measured: measured && { ...measured, n: aboutHowMany(measured.n) },
      gap,
      direction,
    })),
    awareness: awareness.map(({ topic, n, share }) => ({
      topic: topic.id,
      name: topic.name,
      kind: topic.kind,
      share: share && { value: share.value, low: share.low, high: share.high },
      n: aboutHowMany(n),
    })),
    comments: comments === null ? null : [...comments],
  };
}
