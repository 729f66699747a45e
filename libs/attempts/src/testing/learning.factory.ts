import { type CatalogueItem, CatalogueService, ContentChanges } from '#catalogue';
import type { ContentItem, Item } from '#content';
import { type Actor, type Db, FixedClock, one, parseConfig, rows, systemActor } from '#kernel';
import { AttemptsService } from '../attempts.service.js';
import { Blueprints } from '../blueprints.js';
import { ExamsService } from '../exams.service.js';
import { FinishAttempt } from '../finish-attempt.js';
import { HealthService } from '../health.service.js';
import { type HeldLicences, NeededLicences } from '../needed-licences.js';
import { PinExam } from '../pin-exam.js';
import { PracticeBank } from '../practice-bank.js';
import { PracticeService } from '../practice.service.js';
import { ProgressService } from '../progress.service.js';
import type { RawAnswer } from '../read-answer.js';
import { ReplayService } from '../replay.service.js';
import { ResultsService } from '../results.service.js';
import { StartTest } from '../start-test.js';
import { type AttemptStep, TestSteps } from '../test-steps.js';
import { WeightsInUse } from '../weights-in-use.js';

type Content = Parameters<CatalogueService['publish']>[1];
const both = (text: string): { nl: string; en: string } => ({ nl: `${text} (nl)`, en: `${text} (en)` });

export interface MadeBank {
  readonly skills?: number;
  readonly practice?: number;
  readonly exam?: number;
  readonly terms?: Partial<Content['categories'][number]['exam']>;
  /** Licences that somebody must hold first. */
  readonly needs?: string[];
  /** Who holds what, as an app would tell it. */
  readonly heldBy?: HeldLicences;
}

/** A licence A of so many skills with so many plain items each: enough for every rule of a test. */
export function madeContent({
  skills = 6,
  practice = 6,
  exam = 8,
  terms = {},
  needs = [],
}: MadeBank = {}): Content {
  const ids = Array.from({ length: skills }, (_, i) => `tx.s${i + 1}`);
  return {
    skills: ids.map((id) => ({
      id,
      name: both(`Skill ${id}`),
      category: 'A',
      needs: [],
      digcomp: { framework: '3.0', ids: ['5.1'], level: 'basic' },
      status: 'active',
    })),
    courses: [],
    lessons: [],
    items: ids.flatMap((skill) => [
      ...Array.from({ length: practice }, (_, n) => madeItem(skill, n + 1, 'practice')),
      ...Array.from({ length: exam }, (_, n) => madeItem(skill, 500 + n + 1, 'exam')),
    ]),
    categories: [
      {
        category: 'A',
        status: 'active',
        title: both('Basics'),
        summary: both('For everyone'),
        needs,
        skills: ids,
        exam: { min: 15, max: 24, minutes: 25, cut: 0, cooldownDays: 3, pilot: 0, ...terms },
        renewal: { min: 8, max: 12 },
        valid: { rule: 'from-previous-expiry', months: 24, windowDays: 60, graceDays: 30 },
      },
    ],
    paths: [],
    media: [],
    cards: [],
  };
}

/** An item whose right option has id `k`; practice items 2 to 5 are of other types. */
export function madeItem(skill: string, number: number, use: Item['use']): ContentItem {
  const shared = {
    id: `${skill}.${String(number).padStart(3, '0')}`,
    version: 1,
    skill,
    use,
    status: 'active' as const,
    objective: 'o1',
    bloom: 'apply' as const,
    digcomp: { framework: '3.0' as const, ids: ['5.1' as const], level: 'basic' as const },
    difficulty: { source: 'author' as const, level: 1 + (number % 5) },
    time_s: 45,
    stem: both(`What do you do? (${number})`),
    rule: both('The rule'),
    review: { source: 'own writing', review_by: '2027-11-01' },
  };
  const option = (id: string, key?: true) => ({
    id,
    ...(key ? { key } : {}),
    text: both(`Option ${id}`),
    why: both(`Because of ${id}`),
  });
  if (use === 'practice' && number === 2) {
    const part = (id: string) => ({ id, text: both(`Part ${id}`) });
    return {
      ...shared,
      type: 'match',
      left: [part('l1'), part('l2'), part('l3')],
      right: [part('r1'), part('r2'), part('r3'), part('r4')],
      pairs: [
        ['l1', 'r1'],
        ['l2', 'r2'],
        ['l3', 'r3'],
      ],
      why: { l1: both('Why l1'), l2: both('Why l2'), l3: both('Why l3') },
      scoring: { mode: 'partial' },
    };
  }
  if (use === 'practice' && number === 3) {
    const step = (id: string) => ({ id, text: both(`Step ${id}`), why: both(`Why ${id}`) });
    return {
      ...shared,
      type: 'order',
      steps: [step('s1'), step('s2'), step('s3')],
      accept: [
        ['s1', 's2'],
        ['s2', 's3'],
      ],
      scoring: { mode: 'all' },
    };
  }
  if (use === 'practice' && number === 4) {
    const step = (id: string) => ({
      ...{ id, text: both(`Scene ${id}?`), shuffle: true },
      options: [option('a'), option('k', true), option('c')],
    });
    return { ...shared, type: 'scenario', steps: [step('t1'), step('t2')], scoring: { mode: 'partial' } };
  }
  if (use === 'practice' && number === 5) {
    const area = (x: number, id: string, key?: true) => ({
      ...{ ...option(id, key), at: [x, 10, 100, 100] as [number, number, number, number] },
    });
    return {
      ...{ ...shared, type: 'hotspot', picture: 'desk.svg', alt: both('A desk') },
      areas: [area(0, 'a'), area(110, 'k', true), area(220, 'c')],
      hashes: { nl: '0'.repeat(64), en: '1'.repeat(64) },
    };
  }
  return {
    ...shared,
    type: 'single',
    shuffle: true,
    options: [option('a'), option('k', true), option('c'), option('d')],
  };
}

/** What somebody must send to answer an item rightly, given the order they see. */
export function rightAnswer(
  item: CatalogueItem,
  order: AttemptStep['attempt']['responses'][number]['arrangement'],
): RawAnswer {
  const place = (ids: readonly string[] | undefined, id: string): string =>
    String((ids ?? []).indexOf(id) + 1);
  const { body } = item;
  switch (body.type) {
    case 'single':
    case 'multiple': {
      const keys = body.options
        .filter((option) => option.key)
        .map((option) => place(order.options, option.id));
      return body.type === 'single' ? { option: keys[0] } : { options: keys };
    }
    case 'order':
      return { order: body.steps.map((step) => place(order.steps, step.id)) };
    case 'match':
      return {
        pairs: Object.fromEntries(
          body.pairs.map(([left, right]) => [place(order.left, left), place(order.right, right)]),
        ),
      };
    case 'text':
      return { text: body.example.nl };
    case 'scenario':
      return { steps: stepsTo(body, order, true) };
    case 'hotspot':
      return { area: place(order.areas, body.areas.find((area) => area.key)?.id ?? '') };
  }
}

/** Every step of a scenario answered, all rightly or all wrongly. */
const stepsTo = (
  body: Extract<CatalogueItem['body'], { type: 'scenario' }>,
  order: AttemptStep['attempt']['responses'][number]['arrangement'],
  right: boolean,
): Record<string, string> =>
  Object.fromEntries(
    body.steps.map((step, index) => {
      const option = step.options.find(({ key }) => (key === true) === right);
      const place = order.within?.[step.id]?.indexOf(option?.id ?? '') ?? -1;
      return [String(index + 1), String(place + 1)];
    }),
  );

/** A whole answer that is wrong (of any type but multiple). */
export function wrongAnswer(
  item: CatalogueItem,
  order: AttemptStep['attempt']['responses'][number]['arrangement'],
): RawAnswer {
  const { body } = item;
  if (body.type === 'single') {
    const wrong = body.options.find((option) => !option.key);
    return { option: String((order.options ?? []).indexOf(wrong?.id ?? '') + 1) };
  }
  if (body.type === 'order') {
    return {
      order: [...body.steps].reverse().map((step) => String((order.steps ?? []).indexOf(step.id) + 1)),
    };
  }
  if (body.type === 'match') {
    const extra = String((order.right ?? []).indexOf('r4') + 1);
    return {
      pairs: Object.fromEntries(
        body.left.map((left) => [String((order.left ?? []).indexOf(left.id) + 1), extra]),
      ),
    };
  }
  if (body.type === 'scenario') return { steps: stepsTo(body, order, false) };
  if (body.type === 'hotspot') {
    const wrong = body.areas.find((area) => !area.key);
    return { area: String((order.areas ?? []).indexOf(wrong?.id ?? '') + 1) };
  }
  return { text: 'no' };
}

/** The services of this lib on a database of their own, with a clock that stands still and a published bank. */
export async function makeLearning(db: Db, made: MadeBank = {}) {
  const clock = new FixedClock('2026-11-23T09:00:00Z');
  const catalogue = new CatalogueService(db, clock, parseConfig({}));
  await catalogue.publish(systemActor('specs'), madeContent(made));
  const blueprints = new Blueprints(db, clock);
  const finisher = new FinishAttempt(db, clock, blueprints);
  const steps = new TestSteps(db, clock, catalogue, blueprints);
  const pins = new PinExam(db, clock, catalogue, blueprints);
  const weights = new WeightsInUse(clock);
  const health = new HealthService(db, clock, catalogue, weights);
  const needed = new NeededLicences(clock, made.heldBy);
  const starts = new StartTest(db, clock, catalogue, blueprints, finisher, steps, pins, health, needed);
  const attempts = new AttemptsService(db, clock, steps, finisher);
  const exams = new ExamsService(db, clock, catalogue, finisher, health, needed);
  const bank = new PracticeBank(db, clock, catalogue, new ContentChanges(db, catalogue));
  const practice = new PracticeService(db, clock, catalogue, bank, weights);
  const progress = new ProgressService(db, clock, catalogue, bank);
  const results = new ResultsService(db, catalogue, progress);
  const replays = new ReplayService(db, catalogue, blueprints, steps);
  const tests = { steps, starts, attempts, exams, replays };
  return { db, clock, catalogue, blueprints, ...tests, bank, practice, progress, results, health, weights };
}

/** Answers every question of a test until it is over; `right` decides by position. */
export async function answerOn(
  attempts: AttemptsService,
  actor: Actor,
  start: AttemptStep,
  right: (position: number) => boolean,
): Promise<AttemptStep> {
  let step = start;
  while (step.response && step.item) {
    step = (await answerQuestion(attempts, actor, step, right(step.response.position))).step;
  }
  return step;
}

/** Answers the question on the screen, rightly or wrongly. */
export function answerQuestion(
  attempts: AttemptsService,
  actor: Actor,
  { attempt, response, item }: AttemptStep,
  right: boolean,
) {
  if (!response || !item) throw new Error('there is no question to answer');
  const raw = (right ? rightAnswer : wrongAnswer)(item, response.arrangement);
  const input = { position: response.position, session: attempt.activeSession, raw };
  return attempts.answer(actor, attempt.id, input);
}

/** A whole exam of licence A; `right` decides by position. */
export async function sitExam(
  house: { readonly starts: StartTest; readonly attempts: AttemptsService },
  actor: Actor,
  right: (position: number) => boolean,
): Promise<AttemptStep> {
  return answerOn(house.attempts, actor, await house.starts.startExam(actor, 'A'), right);
}

/** A person as HR would bring them in, acting for themselves. */
export async function makeLearner(db: Db, number: string, zone = 'Europe/Amsterdam'): Promise<Actor> {
  const person = await one<{ id: string }>(
    db.read,
    `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
     VALUES ($1, 'Chaima', 'El Idrissi', 'Chaima El Idrissi', 'El Idrissi', 'nl', $2, '2026-01-05T09:00:00Z') RETURNING id`,
    [number, zone],
  );
  if (!person) throw new Error('the person was not made');
  return { ...systemActor('specs'), kind: 'person', name: 'Chaima El Idrissi', personId: person.id, zone };
}

/** What was published, oldest first. */
export async function published(db: Db, name: string): Promise<Record<string, unknown>[]> {
  const found = await rows<{ payload: Record<string, unknown> }>(
    db.read,
    'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
    [name],
  );
  return found.map(({ payload }) => payload);
}
