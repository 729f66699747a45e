import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Config, Db, hasGrant, may, one, rows, type Tx } from '#kernel';
import { UNDO_HOURS } from './import/run-rules.js';
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
   * and sites stay, empty: a rule may already speak of them. 409 when nothing can be taken back.
   */
  async undo(actor: Actor, id: string): Promise<ImportView> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      await lockImports(tx);
      const run = await getRun(tx, id, { lock: true });
      this.mustBeFresh(run);
      const { people, tree, result } = await this.weigh(tx, run);
      const restored = people.filter(({ reason }) => reason === null).map(({ personId }) => personId);
      if (restored.length === 0 && result.tree === 0)
        throw problems.undoBlocked({ kept: result.kept.length });
      await restorePeople(tx, id, restored);
      await this.restoreTree(tx, tree, restored);
      await uncountMissing(tx, run.sourceId);
      await this.close(tx, actor, run, result, restored);
    });
    return this.reads.get(actor, id);
  }

  private mustBeFresh({ state, appliedAt, canUndo }: Run): void {
    if (state !== 'applied' || appliedAt === null || !canUndo) throw problems.undoNotApplied();
    const hours = (this.clock.now().epochMilliseconds - appliedAt.getTime()) / 3_600_000;
    if (hours > UNDO_HOURS) throw problems.undoTooLate();
  }

  private async weigh(
    tx: Tx,
    run: Run,
  ): Promise<{
    people: readonly UndoPerson[];
    tree: Awaited<ReturnType<typeof splitTree>>;
    result: UndoResult;
  }> {
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
