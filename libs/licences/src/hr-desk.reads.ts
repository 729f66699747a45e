import { Injectable } from '@nestjs/common';
import { type Actor, Db, isSelf, may } from '#kernel';
import { formatDate, formatDateTime, t } from '#ui';
import { lastCheck } from './check-ledger.js';
import {
  type CorrectionRow,
  listEndorsements,
  listOpenAppeals,
  listWaitingCorrections,
} from './hr-desk.queries.js';
import { listWaitingClaims } from './evidence-claims.queries.js';
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
    const say = (key: string, args = {}): string => t(language, key, args);
    const corrections = await this.corrections(actor);
    const appeals = await listOpenAppeals(this.db.read);
    const claims = await listWaitingClaims(this.db.read);
    const kinds = await listEndorsements(this.db.read);
    const check = await lastCheck(this.db);
    const categories = await this.terms.categories(this.db.read);
    return {
      ledger: check && {
        tone: check.ok ? 'ok' : 'bad',
        text: say(check.ok ? 'licences.ledger_sound' : 'licences.ledger_broken', {
          at: formatDateTime(language, check.at, actor.zone),
          lines: check.lines,
        }),
      },
      appeals: appeals.map((appeal) => ({
        ...appeal,
        id: appeal.licenceId,
        heading: say('licences.desk_heading', { name: appeal.holder, category: appeal.category }),
        line: say('licences.appeal_line', { on: appeal.on, state: say(`licences.state_${appeal.state}`) }),
        decision: appeal.decision ?? say('licences.reason_gone'),
        words: appeal.reason ?? say('licences.reason_gone'),
        href: licencesPaths.show({ id: appeal.licenceId }),
      })),
      corrections: corrections.map((row) => ({
        id: row.id,
        heading: say('licences.desk_heading', { name: row.holder, category: row.category }),
        line: say('licences.correction_line', {
          from: row.nowFrom,
          until: row.nowUntil,
          newFrom: row.validFrom,
          newUntil: row.validUntil,
        }),
        by: say('licences.correction_by', { name: row.proposer }),
        reason: row.reason,
        mayConfirm: !isSelf(actor, row.proposedBy) && !isSelf(actor, row.personId),
        href: licencesPaths.show({ id: row.licenceId }),
      })),
      claims: claims.map(({ id, personId, holder, category, obtainedOn, words }) => ({
        id,
        heading: say('licences.desk_heading', { name: holder, category }),
        line: say('licences.claim_line', { on: formatDate(language, obtainedOn) }),
        words,
        isOwn: isSelf(actor, personId),
      })),
      kinds: kinds.map(({ code, category, name }) => ({ code, category, name: name[language] })),
      categories: categories.map(({ category, title }) => ({
        value: category,
        label: say('licences.category_heading', { category, title: title[language] }),
      })),
      outcomes: (['accepted', 'rejected'] as const).map((value) => ({
        value,
        label: say(`licences.claim_choose_${value}`),
      })),
      trusts: TRUST_LEVELS.map((value) => ({ value, label: say(`licences.trust_${value}`) })),
    };
  }
}
