import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Actor, audit, Clock, Db, invalidInput, may } from '#kernel';
import { t } from '#ui';
import { VALIDITY_RULES } from './expiry.js';
import { canDecide } from './licences.access.js';
import type { ChooseRule } from './licences.schemas.js';
import { LicenceTerms } from './licence-terms.js';
import { findRule, removeRule, saveRule } from './rules.queries.js';

/** How licences of a category end: HR may choose another rule than its courses name. */
@Injectable()
export class RulesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
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

  /** HR's page: every category with the rule that counts now, in words. */
  async list(actor: Actor): Promise<Record<string, unknown>> {
    may(canDecide(actor));
    const { language } = actor;
    const tx = this.db.read;
    const word = (rule: string): string => t(language, `licences.rule_${rule.replaceAll('-', '_')}`);
    const rules = [...VALIDITY_RULES, 'course'] as const;
    const categories = await this.catalogue.listCategories(tx);
    return {
      rules: await Promise.all(
        categories.map(async ({ category, title }) => {
          const chosen = await findRule(tx, category);
          const { rule, months } = await this.terms.of(tx, category);
          return {
            category,
            heading: t(language, 'licences.category_heading', { category, title: title[language] }),
            now: t(language, 'licences.rule_now', { rule: word(rule), months }),
            isChosen: chosen !== undefined,
            value: chosen?.rule ?? 'course',
            months,
            options: rules.map((value) => ({ value, label: word(value) })),
          };
        }),
      ),
    };
  }
}
