import { Inject, Injectable, Optional } from '@nestjs/common';
import { seeded, shuffled } from '#assessment';
import { AudiencesService } from '#audiences';
import { surveyAnswered } from '#events';
import {
  type Actor,
  audit,
  Clock,
  Db,
  invalidInput,
  may,
  notFound,
  personOf,
  publish,
  type Tx,
} from '#kernel';
import { FOILS, questionOf } from './bank.js';
import { addAnswers, findParticipation, markAnswered } from './participation.queries.js';
import { PROBE_TOPICS, type ProbeTopics } from './ports.js';
import { allows, readAnswers, type SentAnswers, type Step, type Topic, wrongTerms } from './survey.js';
import { canPredict, canRun, sideOf } from './surveys.access.js';
import * as problems from './surveys.problems.js';
import {
  addSurvey,
  findSurvey,
  removeSurvey,
  savePredictions,
  saveSurvey,
  setState,
  type StoredSurvey,
  type SurveyTermsKept,
} from './surveys.queries.js';
import type { ChangeSurvey, SurveyInput } from './surveys.schemas.js';
import { closeSurvey, homeToday, openSurvey } from './turn-surveys.js';

/** Everything that is done to a survey. Each method: load, may, decide, write, tell, return. */
@Injectable()
export class SurveysService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly audiences: AudiencesService,
    @Optional() @Inject(PROBE_TOPICS) private readonly probeTopics?: ProbeTopics,
  ) {}

  /** A new draft; gives its id. */
  async add(actor: Actor, input: SurveyInput): Promise<string> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      may(canRun(actor));
      const terms = await this.termsOf(tx, input, homeToday(now));
      const id = await addSurvey(tx, terms, actor.personId, now.toString());
      await audit(tx, actor, { action: 'survey.added', subject: { type: 'survey', id } }, now);
      return id;
    });
  }

  async change(actor: Actor, id: string, { version, ...input }: ChangeSurvey): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canRun(actor));
      if (survey.version !== version) throw problems.changedMeanwhile();
      inState(survey, 'change');
      await saveSurvey(tx, id, await this.termsOf(tx, input, homeToday(now)));
      await audit(tx, actor, { action: 'survey.changed', subject: { type: 'survey', id } }, now);
    });
  }

  /** From here on the terms are final, and both sides may predict. */
  async plan(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canRun(actor));
      inState(survey, 'plan');
      refuse(wrongTerms(survey, homeToday(now)));
      await setState(tx, id, 'predicting');
      await audit(tx, actor, { action: 'survey.planned', subject: { type: 'survey', id } }, now);
    });
  }

  async remove(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canRun(actor));
      inState(survey, 'remove');
      await removeSurvey(tx, id);
      await audit(tx, actor, { action: 'survey.removed', subject: { type: 'survey', id } }, now);
    });
  }

  /** Opens ahead of its day; gives how many are asked. */
  async open(actor: Actor, id: string): Promise<number> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canRun(actor));
      inState(survey, 'open');
      const asked = await openSurvey(tx, this.audiences, actor, survey, now);
      if (asked === 0) throw problems.nobodyToAsk();
      return asked;
    });
  }

  /** Closes ahead of its day. */
  async close(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canRun(actor));
      inState(survey, 'close');
      await closeSurvey(tx, actor, survey, now);
    });
  }

  /** What the actor expects, in whole percents by question; replaces what they said before. */
  async predict(actor: Actor, id: string, percents: Readonly<Record<string, number>>): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const survey = await this.locked(tx, id);
      may(canPredict(actor));
      const personId = personOf(actor);
      inState(survey, 'predict');
      const asked = predictable(survey);
      const wrong = Object.keys(percents).filter((key) => !asked.includes(key));
      const missing = asked.filter((key) => percents[key] === undefined);
      refuse(Object.fromEntries([...wrong, ...missing].map((key) => [key, 'surveys.wrong_prediction'])));
      const shares = asked.map((question) => ({ question, share: (percents[question] ?? 0) / 100 }));
      await savePredictions(tx, id, { personId, side: sideOf(actor) }, shares, now.toString());
      const changes = { side: sideOf(actor) };
      await audit(tx, actor, { action: 'survey.predicted', subject: { type: 'survey', id }, changes }, now);
    });
  }

  /**
   * Keeps somebody's answers apart from them. Once, and for good: to change them later they would have to be found again.
   * 404 for whoever was not asked, 409 for whoever answered before, 422 with the questions that are still open.
   */
  async answer(actor: Actor, id: string, sent: SentAnswers): Promise<void> {
    await this.db.transaction(async (tx) => {
      const survey = await findSurvey(tx, id);
      const personId = personOf(actor);
      const participation = survey && (await findParticipation(tx, id, personId));
      if (!survey || !participation) throw notFound('survey');
      if (participation.answered) throw problems.alreadyAnswered();
      inState(survey, 'answer');
      const { lines, missing } = readAnswers(survey, sent);
      refuse(Object.fromEntries(missing.map((key) => [key, 'surveys.wrong_answer'])));
      const facts = await markAnswered(tx, id, personId);
      if (!facts) throw problems.alreadyAnswered();
      await addAnswers(
        tx,
        id,
        lines.map((line) => ({ ...line, facts: questionOf(line.question)?.kind === 'choice' ? facts : {} })),
      );
      await publish(tx, surveyAnswered({ surveyId: id, personId }));
    });
  }

  /** Everything a probe could ask about now. */
  async topics(tx: Tx): Promise<Topic[]> {
    return this.probeTopics ? this.probeTopics(tx) : [];
  }

  private async locked(tx: Tx, id: string): Promise<StoredSurvey> {
    const survey = await findSurvey(tx, id, true);
    if (!survey) throw notFound('survey');
    return survey;
  }

  private async termsOf(tx: Tx, input: SurveyInput, today: string): Promise<SurveyTermsKept> {
    const known = await this.topics(tx);
    const chosen = known.filter((topic) => input.topics.includes(topic.id));
    const isProbe = input.questions.includes('aware');
    const topics = isProbe ? withFoil(chosen, input.opensOn) : [];
    refuse(wrongTerms({ ...input, topics }, today));
    return { ...input, topics, audience: await this.audiences.sentences(tx, input.rule) };
  }
}

/** Questions of which a share can be expected. */
export function predictable({ questions }: Pick<StoredSurvey, 'questions'>): string[] {
  return questions.filter((key) => questionOf(key)?.kind === 'choice');
}

/** The topics with an invented one among them, in an order that gives nothing away. */
function withFoil(chosen: readonly Topic[], seed: string): Topic[] {
  const random = seeded(`probe ${seed}`);
  const foil = FOILS[Math.floor(random('foil') * FOILS.length)];
  return shuffled(foil ? [...chosen, { kind: 'foil', ...foil }] : chosen, random, 'topics');
}

function inState(survey: StoredSurvey, step: Step): void {
  if (!allows(survey.state, step)) throw problems.wrongState();
}

function refuse(wrong: Readonly<Record<string, string>>): void {
  const errors = Object.entries(wrong).map(([field, message]) => ({ pointer: `/${field}`, message }));
  if (errors.length > 0) throw invalidInput(errors);
}
