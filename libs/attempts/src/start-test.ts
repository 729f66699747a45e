import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { excludedItems, nextStep, placementRules, seeded, skillGroups } from '#assessment';
import { CatalogueService, type Category } from '#catalogue';
import { type Actor, Clock, Db, isDuplicate, type Problem } from '#kernel';
import { learnerOf } from './attempts.access.js';
import { examCoolingDown, examNotNeeded, licenceFirst, tooFewItems } from './attempts.problems.js';
import {
  asInserted,
  type AttemptRow,
  findAttempt,
  findBeforeExam,
  findOpenAttempt,
  listTests,
  type PastTest,
  recordStart,
} from './attempts.queries.js';
import { Blueprints } from './blueprints.js';
import { deadlineOf, type ExamDoor, examDoor, lastExam } from './exam-terms.js';
import { FinishAttempt } from './finish-attempt.js';
import { HealthService } from './health.service.js';
import { parametersOf } from './item-parameters.js';
import { NeededLicences } from './needed-licences.js';
import { PinExam, type PinnedExam } from './pin-exam.js';
import { testPool } from './test-pool.js';
import { type AttemptStep, TestSteps } from './test-steps.js';

/** More than anybody can take in twelve months with a cool-down of three days. */
const EXAMS_OF_A_YEAR = 125;

export interface StartedExam extends AttemptStep {
  /** False when the exam was open already: another window may be at work in it. */
  readonly isNew: boolean;
}

export interface PlacementIntro {
  readonly category: Category;
  readonly min: number;
  readonly max: number;
  /** About half a minute for each question of a test of middling length. */
  readonly minutes: number;
  readonly isOpen: boolean;
}

/** Starting a placement test or an exam: who may, with which rules, on which items. */
@Injectable()
export class StartTest {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly blueprints: Blueprints,
    private readonly finisher: FinishAttempt,
    private readonly steps: TestSteps,
    private readonly exams: PinExam,
    private readonly health: HealthService,
    private readonly needed: NeededLicences,
  ) {}

  async placementIntro(actor: Actor, categoryCode: string): Promise<PlacementIntro> {
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const open = await findOpenAttempt(this.db.read, learnerOf(actor), 'placement', {
      category: categoryCode,
    });
    const { min, max } = placementRules({ skills: category.skills.length, cut: category.exam.cut });
    return { category, min, max, minutes: Math.ceil((min + max) / 4), isOpen: open !== undefined };
  }

  /** Starts the placement test of a category, or gives the one that is open. */
  async startPlacement(actor: Actor, categoryCode: string): Promise<AttemptStep> {
    const personId = learnerOf(actor);
    const past = await listTests(this.db.read, personId, 'placement', categoryCode);
    const open = await this.openOne(past);
    if (open) return this.steps.of(open);
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const items = await this.catalogue.listItems(this.db.read, { category: categoryCode, use: 'practice' });
    const pool = testPool(items, false, parametersOf);
    const groups = skillGroups(category.skills, await this.catalogue.listCourses(this.db.read));
    const rules = placementRules({
      skills: new Set(pool.map((item) => item.skill)).size,
      cut: category.exam.cut,
      together: groups.map(({ skills }) => skills),
    });
    const blueprint = await this.blueprints.pin(
      'placement',
      categoryCode,
      { rules, minutes: null, cooldownDays: 0 },
      pool,
    );
    const sittings = [past.slice(0, 2), past.slice(0, 1)].map((tests) =>
      tests.flatMap((test) => test.itemIds),
    );
    const pinned = { blueprint, excluded: excludedItems(pool, rules, sittings), atCap: [] };
    return this.start(actor, 'placement', categoryCode, pinned, { renewal: false, extraTimePercent: 0 });
  }

  /**
   * Starts an exam, or gives the one that is open (which must then be taken over by this window).
   * Refuses while cooling down, while the licence from the last pass needs no renewal, and without the licences that this
   * one needs. While a refresh exam is open it asks what has faded, whatever else is held.
   */
  async startExam(actor: Actor, categoryCode: string): Promise<StartedExam> {
    const personId = learnerOf(actor);
    const before = await findBeforeExam(this.db.read, personId, categoryCode, EXAMS_OF_A_YEAR);
    const { past, extraTimePercent } = before;
    const open = await this.openOne(past);
    if (open && !this.steps.isOverdue(open)) return { ...(await this.steps.of(open)), isNew: false };
    if (open) {
      await this.finisher.finish(open.id, 'time');
      return this.startExam(actor, categoryCode);
    }
    const now = this.clock.now();
    const refresh = before.hasRefresh
      ? await this.health.refreshScope(this.db.read, personId, categoryCode)
      : null;
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const missing = refresh ? [] : await this.needed.missing(this.db.read, actor, category);
    const door = examDoor(refresh ? null : lastExam(past, 'passed'), lastExam(past), now, missing);
    if (!door.open) throw refusalOf(door);
    const renewal = door.renewal || refresh !== null;
    const pinned = await this.exams.pin(categoryCode, renewal, past, now, refresh);
    return this.start(actor, 'exam', categoryCode, pinned, { renewal, extraTimePercent });
  }

  private async start(
    actor: Actor,
    kind: 'placement' | 'exam',
    category: string,
    { blueprint, excluded, atCap }: PinnedExam,
    options: { renewal: boolean; extraTimePercent: number },
  ): Promise<StartedExam> {
    const now = this.clock.now();
    const personId = learnerOf(actor);
    const { rules, minutes } = blueprint.terms;
    const seed = randomUUID();
    const session = { asked: [], excluded, atCap, elapsedSeconds: 0 };
    const first = nextStep(session, blueprint.pool, rules, seeded(seed));
    if (blueprint.pool.length - excluded.length < rules.min || !('ask' in first)) throw tooFewItems();
    const id = randomUUID();
    const attempt = {
      ...{
        id,
        personId,
        kind,
        category,
        context: 'test',
        blueprintId: blueprint.id,
        plan: [],
        excluded,
        atCap,
        seed,
      },
      zone: actor.zone,
      renewal: options.renewal,
      extraTimePercent: options.extraTimePercent,
      activeSession: kind === 'exam' ? randomUUID() : null,
      startedAt: now.toString(),
      deadlineAt: minutes === null ? null : deadlineOf(now, minutes, options.extraTimePercent).toString(),
      first: await this.steps.ask(seed, 1, first.ask.id, blueprint),
    };
    try {
      const changes = { kind, category, renewal: options.renewal, blueprintId: blueprint.id };
      const telling = { actor, at: now, action: 'attempt.started', subjectType: 'attempt', changes };
      await recordStart(this.db, attempt, telling);
    } catch (error) {
      // Two clicks on "start": the other one was first, and this is the same test.
      if (!isDuplicate(error, 'attempt_open_test_uq')) throw error;
      const open = await findOpenAttempt(this.db.read, personId, kind, { category });
      if (!open) throw error;
      return { ...(await this.steps.of(open)), isNew: false };
    }
    return { ...(await this.steps.of(asInserted(attempt))), isNew: true };
  }

  private async openOne(past: readonly PastTest[]): Promise<AttemptRow | undefined> {
    const open = past.find((test) => test.state === 'open');
    return open && findAttempt(this.db, open.id);
  }
}

function refusalOf(door: Exclude<ExamDoor, { open: true }>): Problem {
  switch (door.why) {
    case 'cooling-down':
      return examCoolingDown({ from: door.from.toString() });
    case 'still-valid':
      return examNotNeeded();
    case 'licence-first':
      return licenceFirst({ category: door.missing[0] ?? '' });
  }
}
