import { Injectable } from '@nestjs/common';
import { EXPOSURE_CAP, excludedItems, itemsAtCap, licenceExamRules, skillGroups } from '#assessment';
import { CatalogueService } from '#catalogue';
import { Clock, Db } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import type { PastTest } from './attempts.queries.js';
import { type Blueprint, Blueprints } from './blueprints.js';
import { countExposure } from './exam.queries.js';
import { firstMonth, yearBefore } from './exam-terms.js';
import { parametersIn } from './item-parameters.js';
import { SharedLoad } from './shared-load.js';
import { testPool } from './test-pool.js';

/** What an exam of a category is for everybody who starts it in the same moment. */
interface ExamOfAll {
  readonly blueprint: Blueprint;
  readonly atCap: readonly string[];
}

/** All that an exam is fixed to at its start; with the seed and the answers it can be replayed. */
export interface PinnedExam extends ExamOfAll {
  readonly excluded: readonly string[];
}

/** What has faded: the skills of the category in order of need, and how many of them have to be asked. */
export interface RefreshScope {
  readonly skills: readonly string[];
  readonly faded: number;
}

/** The skills that have faded, and the next ones until the bank holds `items` active items. */
function skillsOfRefresh(
  { skills, faded }: RefreshScope,
  bank: readonly { readonly skill: string; readonly status: string }[],
  items: number,
): string[] {
  const asked: string[] = [];
  let held = 0;
  for (const skill of skills) {
    if (asked.length >= faded && held >= items) break;
    asked.push(skill);
    held += bank.filter((item) => item.skill === skill && item.status === 'active').length;
  }
  return asked;
}

/** What somebody's licence exam will be: rules from the licence and its bank, and the items that stay away. */
@Injectable()
export class PinExam {
  private readonly shared = new SharedLoad<ExamOfAll>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly blueprints: Blueprints,
  ) {}

  /**
   * `past` are the person's exams in this category, latest first. Items they met within 12 months stay away; in a bank
   * too small for that those of the last two exams, or of the last one, or none. A refresh exam asks the skills of
   * `refresh` only, and as many of the next ones as the bank needs for its longest exam.
   */
  async pin(
    code: string,
    renewal: boolean,
    past: readonly PastTest[],
    now: Temporal.Instant,
    refresh: RefreshScope | null = null,
  ): Promise<PinnedExam> {
    // People who start together share what is the same for all of them: they cannot see each other's items yet anyway.
    // What has faded is somebody's own.
    const exam = refresh
      ? await this.examOf(code, renewal, refresh)
      : await this.shared.of(`${code} ${renewal}`, () => this.examOf(code, renewal, null));
    const { pool, terms } = exam.blueprint;
    const since = yearBefore(now).epochMilliseconds;
    const sittings = past
      .filter(({ startedAt }) => startedAt.getTime() > since)
      .map(({ itemIds }) => itemIds);
    const seen = [sittings, sittings.slice(0, 2), sittings.slice(0, 1)].map((list) => list.flat());
    return { ...exam, excluded: excludedItems(pool, terms.rules, seen) };
  }

  private async examOf(code: string, renewal: boolean, refresh: RefreshScope | null): Promise<ExamOfAll> {
    const tx = this.db.read;
    const { exam, renewal: shorter, skills: all } = await this.catalogue.getCategory(tx, code);
    const pilots = renewal ? 0 : exam.pilot;
    const [known, counts] = await Promise.all([
      parametersIn(tx, code),
      countExposure(tx, code, firstMonth(this.clock.now())),
    ]);
    const published = await this.catalogue.listItems(tx, { category: code, use: 'exam' });
    const bank = published.filter((item) => !known.isRetired(item));
    const skills = refresh ? skillsOfRefresh(refresh, bank, shorter.max) : all;
    const items = bank.filter(({ skill }) => skills.includes(skill));
    const pool = testPool(items, pilots > 0, known.parametersOf);
    const groups = skillGroups(skills, await this.catalogue.listCourses(tx));
    const rules = licenceExamRules(pool, groups, {
      ...(renewal ? shorter : { min: exam.min, max: exam.max }),
      ...{ cut: exam.cut, pilots },
    });
    const { minutes, cooldownDays } = exam;
    const terms = { rules, minutes, cooldownDays };
    const blueprint = await this.blueprints.pin('exam', code, terms, pool, known.calibrationId);
    return { blueprint, atCap: itemsAtCap(pool, counts, rules.exposure?.cap ?? EXPOSURE_CAP) };
  }
}
