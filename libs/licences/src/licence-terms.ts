import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { Config, type Tx } from '#kernel';
import type { Terms } from './expiry.js';
import { licencesConfig } from './licences.config.js';
import { findRule } from './rules.queries.js';
import type { CategoryWords, Title } from './licences.presenter.js';

/** How long licences of a category hold: what HR chose or the catalogue publishes, completed by the settings. */
@Injectable()
export class LicenceTerms {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly config: Config,
  ) {}

  /** Throws 404 for a category that was never published; a retired one still has its terms. */
  async of(tx: Tx, category: string): Promise<Terms> {
    const found = await this.catalogue.getCategory(tx, category);
    const settings = this.config.get(licencesConfig);
    return {
      ...((await findRule(tx, category)) ?? { rule: found.valid.rule, months: found.valid.months }),
      windowDays: found.valid.windowDays,
      graceDays: found.valid.graceDays,
      minActiveDays: settings.LICENCES_MIN_ACTIVE_DAYS,
      fixedOn: settings.LICENCES_FIXED_ON,
    };
  }

  async isPublished(tx: Tx, category: string): Promise<boolean> {
    return (await this.categories(tx)).some((each) => each.category === category);
  }

  /** The categories somebody can earn now, by letter. */
  async categories(tx: Tx): Promise<CategoryWords[]> {
    const published = await this.catalogue.listCategories(tx);
    return published.map(({ category, title, summary, needs }) => ({ category, title, summary, needs }));
  }

  /** The category's name in both languages; its letter when it was never published here. */
  async titleOf(tx: Tx, category: string): Promise<Title> {
    const { categories } = await this.catalogue.current(tx);
    return categories.get(category)?.title ?? { nl: category, en: category };
  }
}
