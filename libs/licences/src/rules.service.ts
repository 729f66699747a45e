import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, invalidInput, may } from '#kernel';
import { canDecide } from './licences.access.js';
import type { CategoryRule, ChooseRule } from './licences.schemas.js';
import { LicenceTerms } from './licence-terms.js';
import { findRule, removeRule, saveRule } from './rules.queries.js';

/** How licences of a category end: HR may choose another rule than its courses name. */
@Injectable()
export class RulesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly terms: LicenceTerms,
  ) {}

  /**
   * Chooses the rule of a category for all periods that start from now on; `course` gives the choice back to the
   * courses. Licences that run keep the terms they were made with. Refused: a category that can't be earned now.
   */
  async choose(actor: Actor, { category, rule, months }: ChooseRule): Promise<void> {
    may(canDecide(actor));
    await this.db.transaction(async (tx) => {
      if (!(await this.terms.isPublished(tx, category))) {
        throw invalidInput([{ pointer: '/category', message: 'licences.category_unknown' }]);
      }
      const now = this.clock.now();
      if (rule === 'course') await removeRule(tx, category);
      else await saveRule(tx, category, { rule, months }, now.toString());
      const subject = { type: 'category', id: category };
      await audit(tx, actor, { action: 'licence.rule-chosen', subject, changes: { rule, months } }, now);
    });
  }

  /** Every category that can be earned now, with the rule that counts. */
  async list(actor: Actor): Promise<CategoryRule[]> {
    may(canDecide(actor));
    const tx = this.db.read;
    return Promise.all(
      (await this.terms.categories(tx)).map(async ({ category, title }) => {
        const { rule, months } = await this.terms.of(tx, category);
        return { category, title, rule, months, isChosen: (await findRule(tx, category)) !== undefined };
      }),
    );
  }
}
