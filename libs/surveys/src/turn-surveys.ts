/** What the calendar does to surveys: they open, their answers are mixed every night, and they close. */
import { seeded } from '#assessment';
import type { AudiencesService } from '#audiences';
import { batches, surveyClosed, surveyOpened } from '#events';
import { type Actor, audit, type Db, publish, type RunSummary, type Tx } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { questionOf } from './bank.js';
import { drawSample } from './draw-sample.js';
import { coarsen, keyOf } from './facts.js';
import {
  addParticipants,
  dropAnswers,
  forgetFacts,
  listAnsweredFacts,
  listCandidates,
  listFacts,
  lockOpenings,
  mixAnswers,
} from './participation.queries.js';
import { allows, HOME_ZONE, stepOf } from './survey.js';
import { addSurvey, findSurvey, listSurveys, setState, type StoredSurvey } from './surveys.queries.js';

export interface TurningParts {
  readonly db: Db;
  readonly audiences: AudiencesService;
}

/** The employer's calendar day. */
export function homeToday(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(HOME_ZONE).toPlainDate().toString();
}

/** Opens and closes what is due, each survey in a transaction of its own, and mixes the answers of those that stay open. */
export async function turnSurveys(
  { db, audiences }: TurningParts,
  actor: Actor,
  now: Temporal.Instant,
  dry: boolean,
): Promise<RunSummary> {
  const today = homeToday(now);
  const found = await listSurveys(db.read, { states: ['predicting', 'open'], limit: 1000 });
  const notes: string[] = [];
  for (const { id } of found) {
    await db.transaction(async (tx) => {
      const survey = await findSurvey(tx, id, !dry);
      const step = survey && stepOf(survey, today);
      if (step) notes.push(`${id}: ${step}`);
      if (!survey || dry) return;
      if (step === 'open') await openSurvey(tx, audiences, actor, survey, now);
      else if (step === 'close') await closeSurvey(tx, actor, survey, now);
      else if (survey.state === 'open' && survey.answered >= survey.smallestGroup) await mixAnswers(tx, id);
    });
  }
  const changed = dry ? 0 : notes.length;
  return { seen: found.length, changed, skipped: found.length - changed, notes };
}

/**
 * Draws who is asked, keeps the coarse facts that will go with their answers, and tells them; predictions are locked from
 * here on. The survey must be locked and must be waiting for its first day. Gives how many are asked; with nobody to ask
 * it opens all the same and closes empty, so that a series goes on.
 */
export async function openSurvey(
  tx: Tx,
  audiences: AudiencesService,
  actor: Actor,
  survey: StoredSurvey,
  now: Temporal.Instant,
): Promise<number> {
  if (!allows(survey.state, 'open'))
    throw new Error(`survey ${survey.id} is ${survey.state} and cannot open`);
  const today = homeToday(now);
  await lockOpenings(tx);
  const members = await audiences.members(tx, survey.rule, today);
  const candidates = await listCandidates(tx, members, today);
  const random = seeded(survey.id);
  const drawn = drawSample(candidates, { size: survey.sampleSize, today, random });
  const people = await listFacts(tx, today, drawn);
  const told = coarsen(people, survey.dimensions, survey.smallestGroup);
  await addParticipants(
    tx,
    survey.id,
    told.map(({ person, facts }) => ({ personId: person.personId, facts })),
    today,
  );
  await setState(tx, survey.id, 'open');
  const { title, closesOn } = survey;
  await publish(
    tx,
    batches(drawn).map((personIds) =>
      surveyOpened({ surveyId: survey.id, title, closesOn, first: firstChoice(survey.questions), personIds }),
    ),
  );
  const subject = { type: 'survey', id: survey.id };
  await audit(tx, actor, { action: 'survey.opened', subject, changes: { asked: drawn.length } }, now);
  return drawn.length;
}

/** The first question with its choices, so that a message can offer them; nothing for a probe or a question in words. */
function firstChoice([key = '']: readonly string[]) {
  const question = questionOf(key);
  if (question?.kind !== 'choice') return undefined;
  const choices = question.choices.map(({ value, text }) => ({ value, text }));
  return { key, text: question.text, choices };
}

/**
 * Mixes the answers for good, or throws them away when fewer answered than the smallest group that may be shown, and
 * plans the next of a series. The survey must be locked and open.
 */
export async function closeSurvey(
  tx: Tx,
  actor: Actor,
  survey: StoredSurvey,
  now: Temporal.Instant,
): Promise<void> {
  if (!allows(survey.state, 'close'))
    throw new Error(`survey ${survey.id} is ${survey.state} and cannot close`);
  if (survey.answered < survey.smallestGroup) await dropAnswers(tx, survey.id);
  else await mixForGood(tx, survey);
  await setState(tx, survey.id, 'closed');
  await publish(tx, surveyClosed({ surveyId: survey.id }));
  const subject = { type: 'survey', id: survey.id };
  await audit(tx, actor, { action: 'survey.closed', subject }, now);
  if (survey.repeatWeeks === null) return;
  const later = (on: string): string =>
    Temporal.PlainDate.from(on)
      .add({ weeks: survey.repeatWeeks ?? 0 })
      .toString();
  const terms = { ...survey, opensOn: later(survey.opensOn), closesOn: later(survey.closesOn) };
  const id = await addSurvey(tx, terms, null, now.toString());
  await setState(tx, id, 'predicting');
  const next = { type: 'survey', id };
  await audit(tx, actor, { action: 'survey.planned', subject: next, changes: { after: survey.id } }, now);
}

/**
 * The last mixing: facts that too few of those who answered share are made coarser once more, for of five people asked
 * one may have answered. Then the facts of who was asked are forgotten.
 */
export async function mixForGood(
  tx: Tx,
  { id, dimensions, smallestGroup }: Pick<StoredSurvey, 'id' | 'dimensions' | 'smallestGroup'>,
): Promise<void> {
  const told = coarsen(await listAnsweredFacts(tx, id), dimensions, smallestGroup);
  const coarser = new Map(
    told.map(({ person, facts }) => [keyOf(person.facts), { from: person.facts, to: facts }]),
  );
  await mixAnswers(tx, id, [...coarser.values()]);
  await forgetFacts(tx, id);
}
