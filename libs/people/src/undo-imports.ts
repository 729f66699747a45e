import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  enqueue,
  hasGrant,
  may,
  one,
  rows,
  type RunSummary,
  systemActor,
  type Tx,
} from '#kernel';
import { GROUPS } from './import/plan.js';
import { UNDO_AT_ONCE, UNDO_HOURS } from './import/run-rules.js';
import type { TreeBefore } from './import-before.queries.js';
import { getRun, type Run } from './imports.queries.js';
import { ImportsReads } from './imports.reads.js';
import type { ImportView, UndoResult } from './imports.schemas.js';
import { peopleConfig } from './people.config.js';
import * as problems from './people.problems.js';
import { lockImports } from './run-file.js';
import { listLeftBefore, listPlacedIn, refreshZones, tellChanged, tellLeft } from './tell-changes.js';
import { listUndoPeople, restorePeople, splitTree, uncountMissing, type UndoPerson } from './undo.queries.js';
import { writeTree } from './write-tree.js';

/** Name of the job that takes a large run back in the worker. */
export const UNDO_IMPORT = 'people.undo-import';

interface Weighed {
  readonly people: readonly UndoPerson[];
  readonly tree: Awaited<ReturnType<typeof splitTree>>;
  readonly result: UndoResult;
}

/** Taking a run back within a day: everybody it changed stands as before, except where something newer lies on top. */
@Injectable()
export class UndoImports {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly reads: ImportsReads,
  ) {}

  /** What undoing would do, without doing it. 409 when the run is not applied or its day is over. */
  async preview(actor: Actor, id: string): Promise<UndoResult> {
    may(hasGrant(actor, 'hr'));
    const run = await getRun(this.db.read, id);
    this.mustBeFresh(run);
    return (await this.weigh(this.db.read, run)).result;
  }

  /**
   * Undoes a run in one transaction: people, teams and sites, one line of audit per person, and the events. New teams
   * and sites stay, empty: a rule may already speak of them. A run of more than UNDO_AT_ONCE people is handed to the
   * worker and stands as "undoing" until then. 409 when nothing can be taken back.
   */
  async undo(actor: Actor, id: string): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const asked = await getRun(tx, id);
      this.mustBeFresh(asked);
      if (peopleIn(asked) > UNDO_AT_ONCE) return this.handOver(tx, actor, id);
      await lockImports(tx);
      const run = await getRun(tx, id, { lock: true });
      this.mustBeFresh(run);
      const weighed = await this.weigh(tx, run);
      if (isEmpty(weighed)) throw problems.undoBlocked({ kept: weighed.result.kept.length });
      await this.takeBack(tx, actor, run, weighed);
    });
    return this.reads.get(actor, id);
  }

  /**
   * What the worker does with a large run that somebody asked to undo. When nothing can be taken back any more, or it
   * fails, the run stands as applied again.
   */
  async undoAsked(id: string): Promise<RunSummary> {
    try {
      return await this.db.transaction(async (tx) => {
        await lockImports(tx);
        const run = await getRun(tx, id);
        if (run.state !== 'undoing')
          return { seen: 0, changed: 0, skipped: 1, notes: ['not waiting to be undone'] };
        const weighed = await this.weigh(tx, run);
        const { restored, kept } = weighed.result;
        if (isEmpty(weighed)) await standsAgain(tx, id);
        else await this.takeBack(tx, await askedBy(tx, id), run, weighed);
        return { seen: restored + kept.length, changed: restored, skipped: kept.length };
      });
    } catch (error) {
      await standsAgain(this.db.read, id);
      throw error;
    }
  }

  /** Leaves a large run to the worker. The row is taken first: of two who ask at once, the second finds it undoing. */
  private async handOver(tx: Tx, actor: Actor, id: string): Promise<void> {
    this.mustBeFresh(await getRun(tx, id, { lock: true }));
    await rows(
      tx,
      `UPDATE import_run SET state = 'undoing', percent = 0, step = 'waiting', undone_by = $2 WHERE id = $1`,
      [id, actor.personId],
    );
    await enqueue(tx, UNDO_IMPORT, { runId: id });
    const asked = { action: 'import.undo-asked', subject: { type: 'import', id } };
    await audit(tx, actor, asked, this.clock.now());
  }

  private async takeBack(tx: Tx, actor: Actor, run: Run, { people, tree, result }: Weighed): Promise<void> {
    const restored = people.filter(({ reason }) => reason === null).map(({ personId }) => personId);
    await this.showProgress(run, 'people', 20);
    await restorePeople(tx, run.id, restored);
    await this.showProgress(run, 'placements', 60);
    await this.restoreTree(tx, tree, restored);
    await uncountMissing(tx, run.sourceId);
    await this.close(tx, actor, run, result, restored);
  }

  /** On a connection of its own: what happens inside the transaction shows only at its end. */
  private async showProgress({ id, state }: Run, step: string, percent: number): Promise<void> {
    if (state !== 'undoing') return;
    await rows(this.db.read, 'UPDATE import_run SET percent = $2, step = $3 WHERE id = $1', [
      id,
      percent,
      step,
    ]);
  }

  private mustBeFresh({ state, appliedAt, canUndo }: Run): void {
    if (state !== 'applied' || appliedAt === null || !canUndo) throw problems.undoNotApplied();
    const hours = (this.clock.now().epochMilliseconds - appliedAt.getTime()) / 3_600_000;
    if (hours > UNDO_HOURS) throw problems.undoTooLate();
  }

  private async weigh(tx: Tx, run: Run): Promise<Weighed> {
    const people = await listUndoPeople(tx, run.id);
    const kept = await one<{ before: TreeBefore | null }>(
      tx,
      'SELECT tree_before AS before FROM import_run WHERE id = $1',
      [run.id],
    );
    const tree = await splitTree(tx, kept?.before ?? null, run.result ?? { teams: [], sites: [] });
    const result = {
      restored: people.filter(({ reason }) => reason === null).length,
      kept: people.flatMap(({ personId, reason }) => (reason === null ? [] : [{ personId, reason }])),
      tree: tree.teams.length + tree.sites.length,
      treeKept: [...tree.kept],
    };
    return { people, tree, result };
  }

  /** Teams and sites go back, and everybody who stands elsewhere by it, or by their own way back, is told of. */
  private async restoreTree(
    tx: Tx,
    { teams, sites }: TreeBefore,
    restored: readonly string[],
  ): Promise<void> {
    const now = this.clock.now();
    const today = this.clock.today(this.config.get(peopleConfig).PEOPLE_DEFAULT_ZONE).toString();
    const back = {
      teams: teams.map((team) => ({ ...team, isNew: false })),
      sites: sites.map((site) => ({ ...site, isNew: false })),
    };
    const { movedTeams, changedSites } = await writeTree(tx, back, (zone) =>
      now.toZonedDateTimeISO(zone).toPlainDate().toString(),
    );
    const elsewhere = await listPlacedIn(tx, movedTeams, changedSites, today);
    await refreshZones(tx, [...restored, ...elsewhere], today);
    await tellChanged(tx, [...restored, ...elsewhere], 'import');
    await tellLeft(tx, await listLeftBefore(tx, restored));
  }

  private async close(
    tx: Tx,
    actor: Actor,
    run: Run,
    result: UndoResult,
    restored: readonly string[],
  ): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `UPDATE import_run SET state = 'undone', undone_by = $2, undone_at = $3, undo_result = $4, file = NULL WHERE id = $1`,
      [run.id, actor.personId, now.toString(), JSON.stringify(result)],
    );
    await rows(tx, 'DELETE FROM import_before WHERE run_id = $1', [run.id]);
    const undone = { undoneImport: run.id };
    await audit(
      tx,
      actor,
      restored.map((id) => ({ action: 'person.restored', subject: { type: 'person', id }, changes: undone })),
      now,
    );
    await audit(
      tx,
      actor,
      {
        action: 'import.undone',
        subject: { type: 'import', id: run.id },
        changes: { restored: result.restored, kept: result.kept.length },
      },
      now,
    );
  }
}

/** How many people a run changed, by its own count. */
function peopleIn({ result }: Run): number {
  if (result === null) return 0;
  return GROUPS.reduce((sum, group) => sum + result.counts[group], 0);
}

const isEmpty = ({ result }: Weighed): boolean => result.restored === 0 && result.tree === 0;

/** Whoever asked for it: the worker only carries it out. */
async function askedBy(tx: Tx, id: string): Promise<Actor> {
  const found = await one<{ personId: string | null }>(
    tx,
    'SELECT undone_by AS "personId" FROM import_run WHERE id = $1',
    [id],
  );
  const personId = found?.personId ?? null;
  return { ...systemActor(UNDO_IMPORT), ...(personId === null ? {} : { kind: 'person', personId }) };
}

/** Nothing was taken back: the run is applied, as it was. */
async function standsAgain(tx: Tx, id: string): Promise<void> {
  await rows(
    tx,
    `UPDATE import_run SET state = 'applied', percent = 100, step = NULL, undone_by = NULL WHERE id = $1 AND state = 'undoing'`,
    [id],
  );
}
