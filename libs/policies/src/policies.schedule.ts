import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { audit, Db, one, Registry, rows, systemActor } from '#kernel';
import type { RunSummary, Tx } from '#kernel';
import { PeopleService } from '#people';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import { changesWithTheDay, listStanding, takeSnapshots } from './policies.queries.js';

/** What policies do by the clock. */
@Injectable()
export class PoliciesSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly headOffice: HeadOffice,
    private readonly evaluation: EvaluationService,
    private readonly people: PeopleService,
  ) {}

  onModuleInit(): void {
    const tz = this.headOffice.zone;
    // After midnight at the head office: what the new day alone changes.
    this.registry.schedule({
      name: 'policies.evaluate',
      cron: '20 0 * * *',
      tz,
      run: ({ now, dry }) => this.evaluate(now, dry),
    });
    // Everything anew, in the quiet hours: it must find nothing, and says so when it does.
    this.registry.schedule({
      name: 'policies.verify',
      cron: '40 2 * * *',
      tz,
      run: ({ now, dry }) => {
        const run = (tx: Tx): Promise<RunSummary> => this.verify(tx, now);
        return dry ? this.undone(run) : this.db.transaction(run);
      },
    });
    // Every hour, because a due day ends at another hour in every zone.
    this.registry.schedule({
      name: 'policies.remind',
      cron: '10 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) =>
        this.db.transaction((tx) => this.evaluation.remind(tx, now, this.headOffice.today(now), dry)),
    });
    this.registry.schedule({
      name: 'policies.snapshot',
      cron: '50 23 * * *',
      tz,
      run: ({ now, dry }) => this.snapshot(now, dry),
    });
  }

  private evaluate(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const run = (tx: Tx): Promise<RunSummary> => this.turnDay(tx, now);
    return dry ? this.undone(run) : this.db.transaction(run);
  }

  /**
   * What the date alone changes since the last time: facts that HR planned, licences that begin, and policies whose
   * audience or proofs depend on the day. The first time everything is looked at.
   */
  private async turnDay(tx: Tx, now: Temporal.Instant): Promise<RunSummary> {
    const on = this.headOffice.today(now);
    const actor = systemActor('policies.evaluate');
    const last = await one<{ day: string }>(tx, `SELECT value #>> '{}' AS day FROM setting WHERE name = $1`, [
      TURNED,
    ]);
    await rows(
      tx,
      `INSERT INTO setting (name, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [TURNED, on],
    );
    if (!last) return this.evaluation.evaluate(tx, actor, { on, now, personIds: null, redate: true });
    const touched = await this.people.listTouchedBetween(tx, last.day, on);
    const begun = await listBegun(tx, last.day, on);
    const personIds = [...new Set([...touched, ...begun])];
    const people =
      personIds.length === 0
        ? NOTHING
        : await this.evaluation.evaluate(tx, actor, { on, now, personIds, redate: true });
    const policyIds = (await listStanding(tx, on))
      .filter(changesWithTheDay)
      .map((version) => version.policyId);
    if (policyIds.length === 0) return people;
    const look = { on, now, personIds: null, redate: false, policyIds: [...new Set(policyIds)] };
    const all = await this.evaluation.evaluate(tx, actor, look);
    return {
      seen: people.seen + all.seen,
      changed: people.changed + all.changed,
      skipped: 0,
      notes: all.notes ?? [],
    };
  }

  /** The full evaluation: mends what it finds, and leaves an alarm that HR sees. Nothing is found while work still waits. */
  private async verify(tx: Tx, now: Temporal.Instant): Promise<RunSummary> {
    const waiting = await one(
      tx,
      `SELECT 1 FROM outbox WHERE published_at IS NULL AND (name LIKE 'person.%' OR name LIKE 'licence.%' OR name LIKE 'polic%' OR name = 'holding.changed') LIMIT 1`,
    );
    if (waiting) return { ...NOTHING, notes: ['changes wait to be worked off: nothing was compared'] };
    const actor = systemActor('policies.verify');
    const look = { on: this.headOffice.today(now), now, personIds: null, redate: true };
    const summary = await this.evaluation.evaluate(tx, actor, look);
    if (summary.changed === 0) return summary;
    const about = { subject: { type: 'policy', id: 'all' }, changes: { changed: summary.changed } };
    await audit(tx, actor, { action: 'policy.evaluation-differed', ...about }, now);
    return { ...summary, notes: ['alarm: the full evaluation found something to change'] };
  }

  private async snapshot(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const run = async (tx: Tx): Promise<RunSummary> => {
      const changed = await takeSnapshots(tx, now.toString(), this.headOffice.today(now));
      return { seen: changed, changed, skipped: 0 };
    };
    return dry ? this.undone(run) : this.db.transaction(run);
  }

  /** Does the work and takes it back: what it would change is known exactly. */
  private async undone(run: (tx: Tx) => Promise<RunSummary>): Promise<RunSummary> {
    let summary: RunSummary | undefined;
    const takeBack = new Error('dry run');
    try {
      await this.db.transaction(async (tx) => {
        summary = await run(tx);
        throw takeBack;
      });
    } catch (error) {
      if (error !== takeBack) throw error;
    }
    return {
      seen: summary?.seen ?? 0,
      changed: 0,
      skipped: summary?.changed ?? 0,
      notes: ['dry run: skipped is what would change'],
    };
  }
}

/** The name under which the last day is kept that was looked at. */
const TURNED = 'policies.turned-until';
const NOTHING: RunSummary = { seen: 0, changed: 0, skipped: 0 };

/** Holders whose licence begins on one of these days. */
async function listBegun(tx: Tx, after: string, until: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'SELECT DISTINCT person_id AS id FROM holding WHERE valid_from > $1::date AND valid_from <= $2::date',
    [after, until],
  );
  return found.map(({ id }) => id);
}
