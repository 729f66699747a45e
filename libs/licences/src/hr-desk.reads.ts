import { Injectable } from '@nestjs/common';
import { type Actor, Db, isSelf, may } from '#kernel';
import { t } from '#ui';
import {
  type CorrectionRow,
  listEndorsements,
  listOpenAppeals,
  listWaitingCorrections,
} from './hr-desk.queries.js';
import { TRUST_LEVELS } from './licence.js';
import { LicenceTerms } from './licence-terms.js';
import { canDecide } from './licences.access.js';
import { licencesPaths } from './licences.paths.js';

/** What waits on HR's desk, ready to show. */
@Injectable()
export class HrDeskReads {
  constructor(
    private readonly db: Db,
    private readonly terms: LicenceTerms,
  ) {}

  /** Corrections that wait for a second person. */
  async corrections(actor: Actor): Promise<CorrectionRow[]> {
    may(canDecide(actor));
    return listWaitingCorrections(this.db.read);
  }

  /** Appeals and corrections that wait, and what the forms of the desk need. */
  async desk(actor: Actor): Promise<Record<string, unknown>> {
    const { language } = actor;
    const say = (key: string, args = {}): string => t(language, `licences.${key}`, args);
    const corrections = await this.corrections(actor);
    const appeals = await listOpenAppeals(this.db.read);
    const kinds = await listEndorsements(this.db.read);
    const categories = await this.terms.categories(this.db.read);
    return {
      appeals: appeals.map((appeal) => ({
        ...appeal,
        id: appeal.licenceId,
        heading: say('desk_heading', { name: appeal.holder, category: appeal.category }),
        line: say('appeal_line', { on: appeal.on, state: say(`state_${appeal.state}`) }),
        decision: appeal.decision ?? say('reason_gone'),
        words: appeal.reason ?? say('reason_gone'),
        href: licencesPaths.show({ id: appeal.licenceId }),
      })),
      corrections: corrections.map((row) => ({
        id: row.id,
        heading: say('desk_heading', { name: row.holder, category: row.category }),
        line: say('correction_line', {
          from: row.nowFrom,
          until: row.nowUntil,
          newFrom: row.validFrom,
          newUntil: row.validUntil,
        }),
        by: say('correction_by', { name: row.proposer }),
        reason: row.reason,
        mayConfirm: !isSelf(actor, row.proposedBy) && !isSelf(actor, row.personId),
        href: licencesPaths.show({ id: row.licenceId }),
      })),
      kinds: kinds.map(({ code, category, name }) => ({ code, category, name: name[language] })),
      categories: categories.map(({ category, title }) => ({
        value: category,
        label: say('category_heading', { category, title: title[language] }),
      })),
      trusts: TRUST_LEVELS.map((value) => ({ value, label: say(`trust_${value}`) })),
    };
  }
}
