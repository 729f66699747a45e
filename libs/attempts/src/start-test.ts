import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { examRules, nextStep, placementRules, seeded } from '#assessment';
import { CatalogueService, type Category } from '#catalogue';
import { type Actor, audit, Clock, Db, isDuplicate } from '#kernel';
import { learnerOf } from './attempts.access.js';
import { examCoolingDown, examNotNeeded, tooFewItems } from './attempts.problems.js';
import {
  asInserted,
  type AttemptRow,
  extraTimeOf,
  findAttempt,
  findOpenAttempt,
  insertAttempt,
  listTests,
  type PastTest,
} from './attempts.queries.js';
import { type Blueprint, type BlueprintItem, Blueprints } from './blueprints.js';
import { deadlineOf, examDoor, lastExam } from './exam-terms.js';
import { FinishAttempt } from './finish-attempt.js';
import { parametersIn } from './item-parameters.js';
import { type AttemptStep, TestSteps } from './test-steps.js';

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
    const pool = await this.pool(categoryCode, 'practice', 0);
    const rules = placementRules({
      skills: new Set(pool.map((item) => item.skill)).size,
      cut: category.exam.cut,
    });
    const blueprint = await this.blueprints.pin(
      'placement',
      categoryCode,
      { rules, minutes: null, cooldownDays: 0 },
      pool,
    );
    return this.start(actor, 'placement', categoryCode, blueprint, {
      past,
      renewal: false,
      extraTimePercent: 0,
    });
  }

  /**
   * Starts an exam, or gives the one that is open (which must then be taken over by this window).
   * Refuses while cooling down, and while the licence from the last pass needs no renewal.
   */
  async startExam(actor: Actor, categoryCode: string): Promise<StartedExam> {
    const personId = learnerOf(actor);
    const past = await listTests(this.db.read, personId, 'exam', categoryCode);
    const open = await this.openOne(past);
    if (open && !this.steps.isOverdue(open)) return { ...(await this.steps.of(open)), isNew: false };
    if (open) {
      await this.finisher.finish(open.id, 'time');
      return this.startExam(actor, categoryCode);
    }
    const category = await this.catalogue.getCategory(this.db.read, categoryCode);
    const door = examDoor(lastExam(past, 'passed'), lastExam(past), this.clock.now());
    if (!door.open) {
      throw door.why === 'cooling-down' ? examCoolingDown({ from: door.from.toString() }) : examNotNeeded();
    }
    const length = door.renewal ? category.renewal : category.exam;
    const rules = examRules({
      ...length,
      cut: category.exam.cut,
      pilots: door.renewal ? 0 : category.exam.pilot,
    });
    const pool = await this.pool(categoryCode, 'exam', category.exam.pilot);
    const { minutes, cooldownDays } = category.exam;
    const blueprint = await this.blueprints.pin('exam', categoryCode, { rules, minutes, cooldownDays }, pool);
    const extraTimePercent = await extraTimeOf(this.db.read, personId);
    return this.start(actor, 'exam', categoryCode, blueprint, {
      past,
      renewal: door.renewal,
      extraTimePercent,
    });
  }

  private async start(
    actor: Actor,
    kind: 'placement' | 'exam',
    category: string,
    blueprint: Blueprint,
    options: { past: readonly PastTest[]; renewal: boolean; extraTimePercent: number },
  ): Promise<StartedExam> {
    const now = this.clock.now();
    const personId = learnerOf(actor);
    const { rules, minutes } = blueprint.terms;
    const excluded = excludedItems(options.past, blueprint);
    const seed = randomUUID();
    const first = nextStep({ asked: [], excluded, elapsedSeconds: 0 }, blueprint.pool, rules, seeded(seed));
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
      await this.db.transaction(async (tx) => {
        await insertAttempt(tx, attempt);
        const changes = { kind, category, renewal: options.renewal, blueprintId: blueprint.id };
        await audit(tx, actor, { action: 'attempt.started', subject: { type: 'attempt', id }, changes }, now);
      });
    } catch (error) {
      // Two clicks on "start": the other one was first, and this is the same test.
      if (!isDuplicate(error, 'attempt_open_test_uq')) throw error;
      const open = await findOpenAttempt(this.db.read, personId, kind, { category });
      if (!open) throw error;
      return { ...(await this.steps.of(open)), isNew: false };
    }
    return { ...(await this.steps.of(asInserted(attempt))), isNew: true };
  }

  private async pool(category: string, use: 'practice' | 'exam', pilots: number): Promise<BlueprintItem[]> {
    const items = await this.catalogue.listItems(this.db.read, { category, use });
    const parametersOf = await parametersIn(this.db.read, category);
    return items
      .filter((item) => item.status === 'active' || (pilots > 0 && item.status === 'pilot'))
      .map((item) => ({
        id: item.id,
        version: item.version,
        skill: item.skill,
        parameters: parametersOf(item),
        ...(item.family ? { family: item.family } : {}),
        ...(item.status === 'pilot' ? { scored: false } : {}),
      }));
  }

  private async openOne(past: readonly PastTest[]): Promise<AttemptRow | undefined> {
    const open = past.find((test) => test.state === 'open');
    return open && findAttempt(this.db, open.id);
  }
}

/**
 * Items of the person's last two sittings, or of the last one only when the bank would otherwise be too small for a
 * whole test; with a bank that is smaller still, nothing is left out.
 */
function excludedItems(past: readonly PastTest[], blueprint: Blueprint): string[] {
  const inPool = new Set(blueprint.pool.map((item) => item.id));
  for (const sittings of [2, 1]) {
    const seen = new Set(
      past.slice(0, sittings).flatMap((test) => test.itemIds.filter((id) => inPool.has(id))),
    );
    if (blueprint.pool.length - seen.size >= blueprint.terms.rules.max) return [...seen];
  }
  return [];
}
