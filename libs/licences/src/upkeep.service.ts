import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { BATCH, batches, licenceFading, licenceRefreshDue } from '#events';
import { type Actor, Config, Db, may, publish, type RunSummary, type Tx } from '#kernel';
import { PeopleService } from '#people';
import * as decisions from './decisions.js';
import { localDay } from './expiry.js';
import { licencesConfig } from './licences.config.js';
import { findHolding, lockLedger, readLicence } from './licences.queries.js';
import {
  countPrompts,
  type HealthChange,
  listUpkeep,
  markPrompts,
  noteMemory,
  type Upkeep,
} from './upkeep.queries.js';
import { type Change, writeChanges } from './write-ledger.js';

/** What memory does to licences with the rule `upkeep`, and to no others. */
@Injectable()
export class UpkeepService {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  /** Memory changed its colour: red opens a refresh exam, any other colour closes one that is open. */
  async hearMemory(
    tx: Tx,
    actor: Actor,
    items: readonly HealthChange[],
    now: Temporal.Instant,
  ): Promise<RunSummary> {
    may(actor.kind === 'system');
    const head = await lockLedger(tx);
    const days = this.config.get(licencesConfig).LICENCES_REFRESH_DAYS;
    const changes = (await noteMemory(tx, items)).flatMap((row): Change[] => {
      const { licence, code } = readLicence(row);
      const current = decisions.advance(licence, row.on);
      const outcome =
        row.band === 'red'
          ? decisions.openRefresh(current.licence, row.on, days)
          : decisions.closeRefresh(current.licence, row.on);
      return outcome.ok
        ? [{ licence: outcome.licence, events: [...current.events, ...outcome.events], code }]
        : [];
    });
    await writeChanges(tx, actor, head, now, changes);
    const changed = changes.filter(({ events }) => events.length > 0).length;
    return { seen: items.length, changed, skipped: items.length - changed };
  }

  /** An exam was not passed: when it was a refresh exam, the licence is on hold from today. */
  async failRefresh(
    tx: Tx,
    actor: Actor,
    exam: { readonly personId: string; readonly category: string },
    now: Temporal.Instant,
  ): Promise<RunSummary> {
    may(actor.kind === 'system');
    const head = await lockLedger(tx);
    const { open } = await findHolding(tx, exam.personId, exam.category);
    if (!open) return { seen: 1, changed: 0, skipped: 1, notes: ['no open licence'] };
    const on = localDay(now, (await this.people.getPerson(tx, exam.personId)).zone);
    const current = decisions.advance(open.licence, on);
    const outcome = decisions.failRefresh(current.licence, on);
    if (!outcome.ok || outcome.events.length === 0)
      return { seen: 1, changed: 0, skipped: 1, notes: ['no refresh exam'] };
    const events = [...current.events, ...outcome.events];
    await writeChanges(tx, actor, head, now, [{ licence: outcome.licence, events, code: open.code }]);
    return { seen: 1, changed: 1, skipped: 0 };
  }

  /** Each morning: tells whose memory fades and whose refresh exam ends soon. */
  async prompt(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    if (dry) {
      const due = await countPrompts(this.db.read, now);
      return { seen: due, changed: 0, skipped: due };
    }
    return this.db.transaction(async (tx) => {
      const found = await markPrompts(tx, now);
      const fading = found.flatMap(({ licenceId, personId, category, on, skill, refreshBy }) =>
        refreshBy === null ? [{ licenceId, personId, category, on, skill }] : [],
      );
      const ending = found.flatMap(({ licenceId, personId, category, refreshBy, daysLeft }) =>
        refreshBy === null ? [] : [{ licenceId, personId, category, refreshBy, daysLeft: daysLeft ?? 0 }],
      );
      await publish(tx, [
        ...batches(fading, BATCH).map((items) => licenceFading({ items })),
        ...batches(ending, BATCH).map((items) => licenceRefreshDue({ items })),
      ]);
      return { seen: found.length, changed: found.length, skipped: 0 };
    });
  }

  /** The categories that somebody keeps alive by reviews, for their own pages. */
  of(tx: Tx, personId: string): Promise<Upkeep[]> {
    return listUpkeep(tx, personId);
  }
}
