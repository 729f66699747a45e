import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  enqueue,
  rows,
  type RunSummary,
  systemActor,
  type Tx,
} from '#kernel';
import { applyPlan } from './apply-plan.js';
import { CHECK_DATA } from './findings.service.js';
import type { HrFile } from './import/read-file.js';
import { UNDO_HOURS } from './import/run-rules.js';
import { forgetBefore, markEnd, rememberBefore } from './import-before.queries.js';
import { keepDiff } from './import-rows.queries.js';
import { finishRun, getRun, getSource, savePlan, type Run, type Source } from './imports.queries.js';
import { peopleConfig } from './people.config.js';
import { countMissing } from './missing.queries.js';
import { asShown, planRun, type PlannedRun } from './plan-run.js';
import { closeRuns, fileOf, lockImports, readOrRefuse } from './run-file.js';
import type { Progress } from './write-people.js';

/** Name of the job that applies a run in the worker. */
export const APPLY_IMPORT = 'people.apply-import';

/** Planning and applying: what a person sets going, the worker carries out and the nightly clearing closes. */
@Injectable()
export class ApplyImports {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * What the worker does with an approved run: plans it once more inside the transaction that applies it. If the
   * company or the day changed since somebody looked, nothing is applied and the new diff waits for a look.
   */
  async applyApproved(id: string): Promise<RunSummary> {
    try {
      return await this.db.transaction(async (tx) => {
        await lockImports(tx);
        const run = await getRun(tx, id);
        if (run.state !== 'applying')
          return { seen: 0, changed: 0, skipped: 1, notes: ['not waiting to be applied'] };
        const file = await readOrRefuse(await fileOf(tx, id), asShown(run.reading));
        const planned = await this.plan(tx, file, await getSource(tx, run.sourceId));
        if (planned.fingerprint !== run.fingerprint) {
          await savePlan(tx, id, {
            ...planned,
            reading: run.reading,
            choice: run.choice,
            step: 'out-of-date',
          });
          return {
            seen: run.reading.rows,
            changed: 0,
            skipped: run.reading.rows,
            notes: ['out of date: planned anew'],
          };
        }
        const actor: Actor = {
          ...systemActor(APPLY_IMPORT),
          ...(run.appliedBy ? { kind: 'person', personId: run.appliedBy } : {}),
        };
        await keepDiff(
          tx,
          id,
          planned,
          await this.write(tx, actor, id, planned, (step, part) => this.showProgress(id, step, part)),
        );
        await this.finish(tx, actor, run, planned);
        return {
          seen: run.reading.rows,
          changed: planned.plan.people.length,
          skipped: planned.result.counts.problems,
        };
      });
    } catch (error) {
      await rows(
        this.db.read,
        `UPDATE import_run SET state = 'planned', step = 'failed', percent = 0 WHERE id = $1 AND state = 'applying'`,
        [id],
      );
      throw error;
    }
  }

  /** Runs that were never applied are closed; files and states from before that are no longer needed go. Returns how many it touched. */
  async closeOld(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const before = now.subtract({ hours: 24 * this.config.get(peopleConfig).PEOPLE_IMPORT_DAYS }).toString();
    return this.db.transaction(async (tx) => {
      const old = await rows<{ id: string; state: string }>(
        tx,
        `SELECT id, state FROM import_run WHERE file IS NOT NULL AND state NOT IN ('applying', 'undoing') AND started_at < $1`,
        [before],
      );
      if (!dry && old.length > 0) {
        await closeRuns(
          tx,
          old.filter(({ state }) => state === 'columns' || state === 'planned').map(({ id }) => id),
        );
        await rows(tx, 'UPDATE import_run SET file = NULL WHERE id = ANY($1::uuid[])', [
          old.map(({ id }) => id),
        ]);
      }
      if (!dry) await forgetBefore(tx, now.subtract({ hours: UNDO_HOURS }).toString());
      return { seen: old.length, changed: dry ? 0 : old.length, skipped: dry ? old.length : 0 };
    });
  }

  /** Compares a file with the company. */
  plan(tx: Tx, file: HrFile, source: Source): Promise<PlannedRun> {
    const settings = this.config.get(peopleConfig);
    return planRun(tx, file, {
      today: this.today(),
      defaults: {
        name: settings.PEOPLE_DEFAULT_SITE,
        zone: settings.PEOPLE_DEFAULT_ZONE,
        country: settings.PEOPLE_DEFAULT_COUNTRY,
      },
      source,
    });
  }

  /** Writes a plan; gives the ids of its people, in its order. */
  async write(
    tx: Tx,
    actor: Actor,
    runId: string,
    { plan }: PlannedRun,
    progress: Progress,
  ): Promise<readonly string[]> {
    await rememberBefore(tx, runId, plan);
    const context = { runId, today: this.today(), now: this.clock.now(), progress };
    return (await applyPlan(tx, actor, plan, context)).personIds;
  }

  /** Remembers the columns, counts who was missing, and closes the run as applied. */
  async finish(
    tx: Tx,
    actor: Actor,
    run: Pick<Run, 'id' | 'sourceId' | 'reading'>,
    { plan, result }: PlannedRun,
  ): Promise<void> {
    await rows(tx, 'UPDATE import_source SET mapping = $2, dates = $3 WHERE id = $1', [
      run.sourceId,
      JSON.stringify(run.reading.mapping),
      run.reading.dates,
    ]);
    await countMissing(tx, await getSource(tx, run.sourceId), plan);
    await finishRun(tx, run.id, {
      by: actor.personId,
      at: this.clock.now().toString(),
      keepFile: result.counts.problems > 0,
    });
    await enqueue(tx, CHECK_DATA, {});
    await audit(
      tx,
      actor,
      {
        action: 'import.applied',
        subject: { type: 'import', id: run.id },
        changes: { people: plan.people.length, setAside: result.counts.problems },
      },
      this.clock.now(),
    );
    await markEnd(tx, run.id);
  }

  /** On a connection of its own: what happens inside the transaction shows only at its end. */
  private async showProgress(id: string, step: string, part: number): Promise<void> {
    await rows(this.db.read, 'UPDATE import_run SET percent = $2, step = $3 WHERE id = $1', [
      id,
      Math.round(part * 100),
      step,
    ]);
  }

  private today(): string {
    return this.clock.today(this.config.get(peopleConfig).PEOPLE_DEFAULT_ZONE).toString();
  }
}
