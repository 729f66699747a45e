import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, enqueue, hasGrant, may, rows, type Tx } from '#kernel';
import { APPLY_IMPORT, ApplyImports } from './apply-imports.js';
import type { HrFile } from './import/read-file.js';
import { isRunning, mayRelease, waitingFor } from './import/run-rules.js';
import { dropDiffs } from './import-rows.queries.js';
import { factsOf } from './imports.presenter.js';
import {
  ensureSource,
  getRun,
  getSource,
  insertRun,
  savePlan,
  type Run,
  type Source,
} from './imports.queries.js';
import { ImportsReads } from './imports.reads.js';
import type { ApplyImport, ChooseColumns, ImportView, SetBrake } from './imports.schemas.js';
import * as problems from './people.problems.js';
import { describeReading } from './plan-run.js';
import { closeRuns, fileOf, lockImports, readOrRefuse } from './run-file.js';

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
  /** The name under which it was taken from the watched folder; a second run by that name is impossible. */
  readonly takenAs?: string;
  readonly onProgress?: (percent: number) => void;
}

/** Bringing HR files in: the pages, the API and the command line all come here, so that one file has one outcome. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly applying: ApplyImports,
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
      const { mapping: remembered, preset, dates } = source;
      const file = await readOrRefuse(input.bytes, { remembered, preset: preset ?? undefined, dates });
      const reading = describeReading(file);
      const now = this.clock.now().toString();
      const runId = await insertRun(tx, actor, {
        sourceId: source.id,
        fileName: input.fileName,
        file: input.bytes,
        choice: {},
        reading,
        takenAs: input.takenAs ?? null,
        now,
      });
      await this.record(tx, actor, 'import.started', runId, { rows: reading.rows });
      if (file.missing.length > 0) return runId;
      if (!input.dryRun) await lockImports(tx);
      const planned = await this.applying.plan(tx, file, source);
      const { counts, brake } = planned.result;
      const waits = waitingFor({
        state: 'planned',
        stopped: brake.stopped,
        released: false,
        problems: counts.problems,
      });
      const clear = waits === 'nothing' || (waits === 'confirmation' && input.leaveBroken === true);
      if (input.dryRun || !clear) {
        await savePlan(tx, runId, { ...planned, reading, choice: {}, step: null });
        return runId;
      }
      const personIds = await this.applying.write(tx, actor, runId, planned, async (_step, part) =>
        input.onProgress?.(Math.round(part * 100)),
      );
      await savePlan(tx, runId, { ...planned, reading, choice: {}, step: null, personIds });
      await this.applying.finish(tx, actor, { id: runId, sourceId: source.id, reading }, planned);
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
      const source = await getSource(tx, run.sourceId);
      const file = await readAsChosen(await fileOf(tx, id), choice, run, source);
      const reading = describeReading(file);
      if (file.missing.length > 0) {
        await rows(
          tx,
          `UPDATE import_run SET state = 'columns', choice = $2, reading = $3, result = NULL, fingerprint = NULL WHERE id = $1`,
          [id, JSON.stringify(choice), JSON.stringify(reading)],
        );
        await dropDiffs(tx, [id]);
        return;
      }
      const planned = await this.applying.plan(tx, file, source);
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
      await rows(tx, 'UPDATE import_run SET released_by = $2, released_at = $3 WHERE id = $1', [
        id,
        actor.personId,
        this.clock.now().toString(),
      ]);
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
      await rows(
        tx,
        `UPDATE import_run SET state = 'applying', percent = 0, step = 'waiting', applied_by = $2 WHERE id = $1`,
        [id, actor.personId],
      );
      await enqueue(tx, APPLY_IMPORT, { runId: id });
      await this.record(tx, actor, 'import.approved', id, {
        leaveBroken: input.leaveBroken,
        fingerprint: run.fingerprint,
      });
    });
    return this.reads.get(actor, id);
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

  /** Sets where the brake of a source stops a run; holds for the next comparison. */
  async setBrake(actor: Actor, sourceId: string, input: SetBrake): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      await getSource(tx, sourceId);
      await rows(tx, 'UPDATE import_source SET brake_percent = $2, brake_people = $3 WHERE id = $1', [
        sourceId,
        input.brakePercent,
        input.brakePeople,
      ]);
      await audit(
        tx,
        actor,
        {
          action: 'import-source.brake-set',
          subject: { type: 'import-source', id: sourceId },
          changes: { ...input },
        },
        this.clock.now(),
      );
    });
  }

  private record(
    tx: Tx,
    actor: Actor,
    action: string,
    id: string,
    changes: Record<string, unknown> = {},
  ): Promise<void> {
    return audit(tx, actor, { action, subject: { type: 'import', id }, changes }, this.clock.now());
  }
}

/**
 * Reads the file as HR chose. Columns that were chosen while other columns were on the screen (another sheet, another
 * delimiter) say nothing: then they are guessed anew. Columns that were left as shown keep the name of where they came from.
 */
async function readAsChosen(
  bytes: Uint8Array,
  choice: ChooseColumns,
  run: Run,
  source: Source,
): Promise<HrFile> {
  const { header, mapping, mappedBy, ...shown } = run.reading;
  const dates = choice.dates ?? shown.dates;
  const file = await readOrRefuse(bytes, { ...choice, dates });
  if (!isDeepStrictEqual([...file.table.header], header)) {
    const { mapping: remembered, preset } = source;
    return readOrRefuse(bytes, {
      ...choice,
      dates,
      mapping: undefined,
      remembered,
      preset: preset ?? undefined,
    });
  }
  return isDeepStrictEqual(file.mapping, mapping) ? { ...file, mappedBy } : file;
}

function mustBeClear(run: Run, leaveBroken: boolean): void {
  if (isRunning(run.state)) throw problems.importBusy();
  if (run.state === 'applied' || run.state === 'cancelled' || run.state === 'undone')
    throw problems.importOver();
  const waits = waitingFor(factsOf(run));
  if (waits === 'columns') throw problems.importNeedsColumns();
  if (waits === 'release') throw problems.importStopped();
  if (waits === 'confirmation' && !leaveBroken)
    throw problems.importHasBrokenRows({ broken: run.result?.counts.problems ?? 0 });
}
