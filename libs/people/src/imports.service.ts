import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Config, Db, enqueue, hasGrant, invalidInput, may, rows, type RunSummary, systemActor, type Tx } from '#kernel';
import { applyPlan } from './apply-plan.js';
import type { Encoding } from './import/decode-text.js';
import type { ColumnMapping } from './import/fields.js';
import { readHrFile, type HrFile, type ReadingChoice } from './import/read-file.js';
import type { Delimiter } from './import/read-table.js';
import { mayRelease, waitingFor } from './import/run-rules.js';
import { factsOf } from './imports.presenter.js';
import { ensureSource, finishRun, getRun, getSource, insertRun, readRunFile, savePlan, tieRows, type Run, type Source } from './imports.queries.js';
import { ImportsReads } from './imports.reads.js';
import type { ApplyImport, ChooseColumns, ImportView, SetBrake } from './imports.schemas.js';
import { peopleConfig } from './people.config.js';
import * as problems from './people.problems.js';
import { describeReading, planRun, type PlannedRun } from './plan-run.js';
import type { Progress } from './write-people.js';

export interface ImportFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** Where the file comes from: columns and brake are remembered per source. */
  readonly source: string;
  readonly actor: Actor;
  /** True only looks; false applies at once when nothing stands in the way. */
  readonly dryRun: boolean;
  /** Apply the good rows although others are broken. */
  readonly leaveBroken?: boolean;
  readonly onProgress?: (percent: number) => void;
}

/** Name of the job that applies a run in the worker. */
export const APPLY_IMPORT = 'people.apply-import';

/** Bringing HR files in: the pages, the API and the command line all come here, so that one file has one outcome. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly reads: ImportsReads,
  ) {}

  /**
   * Takes a file in and compares it with the company. With `dryRun: false` it is applied in the same transaction,
   * unless columns are missing, the brake stops it, or rows are broken and nobody said to leave them. A file that
   * can't be read is refused with 422.
   */
  async importFile(input: ImportFile): Promise<ImportView> {
    const { actor } = input;
    may(hasGrant(actor, 'hr'));
    const id = await this.db.transaction(async (tx) => {
      const source = await ensureSource(tx, input.source);
      const file = readOrRefuse(input.bytes, { remembered: source.mapping });
      const reading = describeReading(file);
      const now = this.clock.now().toString();
      const runId = await insertRun(tx, actor, { sourceId: source.id, fileName: input.fileName, file: input.bytes, choice: {}, reading, now });
      await this.record(tx, actor, 'import.started', runId, { rows: reading.rows });
      if (file.missing.length > 0) return runId;
      if (!input.dryRun) await lockImports(tx);
      const planned = await this.plan(tx, file, source);
      const { counts, brake } = planned.result;
      const waits = waitingFor({ state: 'planned', stopped: brake.stopped, released: false, problems: counts.problems });
      const clear = waits === 'nothing' || (waits === 'confirmation' && input.leaveBroken === true);
      if (input.dryRun || !clear) {
        await savePlan(tx, runId, { ...planned, reading, choice: {}, step: null });
        return runId;
      }
      const personIds = await this.write(tx, actor, runId, planned, async (_step, part) => input.onProgress?.(Math.round(part * 100)));
      await savePlan(tx, runId, { ...planned, reading, choice: {}, step: null, personIds });
      await this.finish(tx, actor, { id: runId, sourceId: source.id, reading }, planned);
      return runId;
    });
    return this.reads.get(actor, id);
  }

  /** Reads the file anew with the columns HR chose, and compares again. The choice is remembered when it is applied. */
  async chooseColumns(actor: Actor, id: string, choice: ChooseColumns): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const run = await getRun(tx, id, { lock: true });
      if (run.state !== 'columns' && run.state !== 'planned') throw problems.importOver();
      const file = readOrRefuse(await fileOf(tx, id), choice);
      const reading = describeReading(file);
      if (file.missing.length > 0) {
        await rows(
          tx,
          `UPDATE import_run SET state = 'columns', choice = $2, reading = $3, result = NULL, fingerprint = NULL WHERE id = $1`,
          [id, JSON.stringify(choice), JSON.stringify(reading)],
        );
        await rows(tx, 'DELETE FROM import_row WHERE run_id = $1', [id]);
        return;
      }
      const planned = await this.plan(tx, file, await getSource(tx, run.sourceId));
      await savePlan(tx, id, { ...planned, reading, choice, step: null });
    });
    return this.reads.get(actor, id);
  }

  /** Lets a run pass that the brake stopped. Refused for whoever brought the file: two people must have looked. */
  async release(actor: Actor, id: string): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const run = await getRun(tx, id, { lock: true });
      if (waitingFor(factsOf(run)) !== 'release') throw problems.releaseNotNeeded();
      if (!mayRelease(run.startedBy, actor.personId)) throw problems.releaseNeedsAnother();
      await rows(tx, 'UPDATE import_run SET released_by = $2, released_at = $3 WHERE id = $1', [id, actor.personId, this.clock.now().toString()]);
      await this.record(tx, actor, 'import.released', id, { fingerprint: run.fingerprint });
    });
    return this.reads.get(actor, id);
  }

  /** Hands a run to the worker. `leaveBroken` says that the good rows go in without the broken ones. */
  async apply(actor: Actor, id: string, input: ApplyImport): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const run = await getRun(tx, id, { lock: true });
      mustBeClear(run, input.leaveBroken);
      await rows(tx, `UPDATE import_run SET state = 'applying', percent = 0, step = 'waiting', applied_by = $2 WHERE id = $1`, [id, actor.personId]);
      await enqueue(tx, APPLY_IMPORT, { runId: id });
      await this.record(tx, actor, 'import.approved', id, { leaveBroken: input.leaveBroken, fingerprint: run.fingerprint });
    });
    return this.reads.get(actor, id);
  }

  /**
   * What the worker does with an approved run: plans it once more inside the transaction that applies it. If the
   * company or the day changed since somebody looked, nothing is applied and the new diff waits for a look.
   */
  async applyApproved(id: string): Promise<RunSummary> {
    try {
      return await this.db.transaction(async (tx) => {
        await lockImports(tx);
        const run = await getRun(tx, id);
        if (run.state !== 'applying') return { seen: 0, changed: 0, skipped: 1, notes: ['not waiting to be applied'] };
        const file = readOrRefuse(await fileOf(tx, id), { ...readingChoice(run), mapping: run.reading.mapping as ColumnMapping });
        const planned = await this.plan(tx, file, await getSource(tx, run.sourceId));
        if (planned.fingerprint !== run.fingerprint) {
          await savePlan(tx, id, { ...planned, reading: run.reading, choice: run.choice, step: 'out-of-date' });
          return { seen: run.reading.rows, changed: 0, skipped: run.reading.rows, notes: ['out of date: planned anew'] };
        }
        const actor: Actor = { ...systemActor(APPLY_IMPORT), ...(run.appliedBy ? { kind: 'person', personId: run.appliedBy } : {}) };
        await tieRows(tx, id, await this.write(tx, actor, id, planned, (step, part) => this.showProgress(id, step, part)));
        await this.finish(tx, actor, run, planned);
        return { seen: run.reading.rows, changed: planned.plan.people.length, skipped: planned.result.counts.problems };
      });
    } catch (error) {
      await rows(this.db.read, `UPDATE import_run SET state = 'planned', step = 'failed', percent = 0 WHERE id = $1 AND state = 'applying'`, [id]);
      throw error;
    }
  }

  /** Puts a run away that nobody wants to apply; its file and its diff go. */
  async cancel(actor: Actor, id: string): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const run = await getRun(tx, id, { lock: true });
      if (run.state !== 'columns' && run.state !== 'planned') throw problems.importOver();
      await closeRuns(tx, [id]);
      await this.record(tx, actor, 'import.cancelled', id);
    });
  }

  /** Runs that were never applied are closed, and files that are no longer needed go. Returns how many it touched. */
  async closeOld(dry: boolean): Promise<RunSummary> {
    const before = this.clock.now().subtract({ hours: 24 * this.config.get(peopleConfig).PEOPLE_IMPORT_DAYS }).toString();
    return this.db.transaction(async (tx) => {
      const old = await rows<{ id: string; state: string }>(
        tx,
        `SELECT id, state FROM import_run WHERE file IS NOT NULL AND state <> 'applying' AND started_at < $1`,
        [before],
      );
      if (!dry && old.length > 0) {
        await closeRuns(tx, old.filter(({ state }) => state !== 'applied').map(({ id }) => id));
        await rows(tx, 'UPDATE import_run SET file = NULL WHERE id = ANY($1::uuid[])', [old.map(({ id }) => id)]);
      }
      return { seen: old.length, changed: dry ? 0 : old.length, skipped: dry ? old.length : 0 };
    });
  }

  /** Sets where the brake of a source stops a run; holds for the next comparison. */
  async setBrake(actor: Actor, sourceId: string, input: SetBrake): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      await getSource(tx, sourceId);
      await rows(tx, 'UPDATE import_source SET brake_percent = $2, brake_people = $3 WHERE id = $1', [sourceId, input.brakePercent, input.brakePeople]);
      await audit(tx, actor, { action: 'import-source.brake-set', subject: { type: 'import-source', id: sourceId }, changes: { ...input } }, this.clock.now());
    });
  }

  private plan(tx: Tx, file: HrFile, limits: Source): Promise<PlannedRun> {
    const settings = this.config.get(peopleConfig);
    return planRun(tx, file, {
      today: this.today(),
      defaults: { name: settings.PEOPLE_DEFAULT_SITE, zone: settings.PEOPLE_DEFAULT_ZONE, country: settings.PEOPLE_DEFAULT_COUNTRY },
      limits,
    });
  }

  private async write(tx: Tx, actor: Actor, runId: string, { plan }: PlannedRun, progress: Progress): Promise<readonly string[]> {
    const context = { runId, today: this.today(), now: this.clock.now(), progress };
    return (await applyPlan(tx, actor, plan, context)).personIds;
  }

  private async finish(tx: Tx, actor: Actor, run: Pick<Run, 'id' | 'sourceId' | 'reading'>, { plan, result }: PlannedRun): Promise<void> {
    await rows(tx, 'UPDATE import_source SET mapping = $2 WHERE id = $1', [run.sourceId, JSON.stringify(run.reading.mapping)]);
    await finishRun(tx, run.id, { by: actor.personId, at: this.clock.now().toString(), keepFile: result.counts.problems > 0 });
    await this.record(tx, actor, 'import.applied', run.id, { people: plan.people.length, setAside: result.counts.problems });
  }

  /** On a connection of its own: what happens inside the transaction shows only at its end. */
  private async showProgress(id: string, step: string, part: number): Promise<void> {
    await rows(this.db.read, 'UPDATE import_run SET percent = $2, step = $3 WHERE id = $1', [id, Math.round(part * 100), step]);
  }

  private record(tx: Tx, actor: Actor, action: string, id: string, changes: Record<string, unknown> = {}): Promise<void> {
    return audit(tx, actor, { action, subject: { type: 'import', id }, changes }, this.clock.now());
  }

  private today(): string {
    return this.clock.today(this.config.get(peopleConfig).PEOPLE_DEFAULT_ZONE).toString();
  }
}

/** One import at a time: each compares with the company as the one before left it. */
async function lockImports(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('people.import'))`);
}

async function closeRuns(tx: Tx, ids: readonly string[]): Promise<void> {
  await rows(tx, 'DELETE FROM import_row WHERE run_id = ANY($1::uuid[])', [ids]);
  await rows(tx, `UPDATE import_run SET state = 'cancelled', file = NULL WHERE id = ANY($1::uuid[])`, [ids]);
}

async function fileOf(tx: Tx, id: string): Promise<Buffer> {
  const bytes = await readRunFile(tx, id);
  if (bytes === null) throw problems.importOver();
  return bytes;
}

function readOrRefuse(bytes: Uint8Array, choice: ReadingChoice): HrFile {
  const file = readHrFile(bytes, choice);
  if (file.ok) return file.value;
  throw invalidInput([{ pointer: '/file', message: `people.refusal_${file.refusal.replaceAll('-', '_')}` }]);
}

const readingChoice = ({ choice }: Run): ReadingChoice => ({
  encoding: choice.encoding as Encoding | undefined,
  delimiter: choice.delimiter as Delimiter | undefined,
});

function mustBeClear(run: Run, leaveBroken: boolean): void {
  if (run.state === 'applying') throw problems.importBusy();
  if (run.state === 'applied' || run.state === 'cancelled') throw problems.importOver();
  const waits = waitingFor(factsOf(run));
  if (waits === 'columns') throw problems.importNeedsColumns();
  if (waits === 'release') throw problems.importStopped();
  if (waits === 'confirmation' && !leaveBroken) throw problems.importHasBrokenRows({ broken: run.result?.counts.problems ?? 0 });
}
