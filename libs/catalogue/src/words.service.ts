import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { EMPLOYER_WORDS, type EmployerNames } from '#content';
import { type Actor, audit, Clock, Config, Db, hasGrant, may } from '#kernel';
import { catalogueConfig, employerNames } from './catalogue.config.js';
import { CatalogueService } from './catalogue.service.js';
import { chosenFrom, namesFrom } from './words.js';
import { countUses, findWords, lockWords, saveWords } from './words.queries.js';
import type { SaveWords, WordView } from './words.schemas.js';

/** How lessons, questions and cards name the employer's own things; administrators choose it. */
@Injectable()
export class WordsService {
  private readonly settings: EmployerNames;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    config: Config,
  ) {
    this.settings = employerNames(config.get(catalogueConfig));
  }

  async list(actor: Actor): Promise<WordView[]> {
    may(hasGrant(actor, 'admin'));
    const [{ chosen }, uses] = await Promise.all([findWords(this.db.read), countUses(this.db.read)]);
    const names = namesFrom(this.settings, chosen);
    return EMPLOYER_WORDS.map((word) => ({
      word,
      nl: names.nl[word],
      en: names.en[word],
      usual: { nl: this.settings.nl[word], en: this.settings.en[word] },
      uses: uses[word],
    }));
  }

  /** Every text says the new name within a second, in every process; nothing is published for it. */
  async change(actor: Actor, wanted: SaveWords): Promise<void> {
    await this.db.transaction(async (tx) => {
      may(hasGrant(actor, 'admin'));
      await lockWords(tx);
      const before = await findWords(tx);
      const chosen = chosenFrom(this.settings, wanted);
      if (isDeepStrictEqual(chosen, before.chosen)) return;
      await saveWords(tx, { revision: before.revision + 1, chosen });
      const entry = {
        action: 'employer-words.changed',
        subject: { type: 'setting', id: 'employer-words' },
        changes: { from: before.chosen, to: chosen },
      };
      await audit(tx, actor, entry, this.clock.now());
    });
    this.catalogue.forget();
  }
}
