import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  audit,
  Clock,
  Db,
  decodeCursor,
  encodeCursor,
  enqueue,
  type Language,
  may,
  notFound,
  personOf,
  one,
  rows,
  type RunSummary,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import {
  countHeld,
  type Held,
  type HeldCount,
  type Lapse,
  listHeld,
  listLapses,
  snapshotHeld,
} from './held.queries.js';
import { type ExportFormat, HeldFile } from './held-file.js';
import type { AskExport, ExportView, HeldQuery } from './held.schemas.js';
import { canDecide, canSeeReports } from './licences.access.js';

export const EXPORT_HELD = 'licences.export-held';
export const exportPayload = z.object({ id: z.uuid() });
const CHUNK = 2000;
/** Exports hold names; they go after a week. */
const KEEP_DAYS = 7;

interface ExportJob {
  readonly on: string;
  readonly language: Language;
  readonly format: ExportFormat;
}

/** Looking back and ahead: who held what on a day, what lapses soon, and HR's report as a file. */
@Injectable()
export class HeldService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  /** Who held what on a day: everybody for HR, the people below for a manager. */
  async held(actor: Actor, query: HeldQuery): Promise<{ items: Held[]; next: string | null }> {
    const on = query.on ?? this.today(actor);
    const [personId, category] = decodeCursor(query.after) ?? [];
    const isCursor = typeof personId === 'string' && typeof category === 'string';
    const found = await listHeld(this.db.read, {
      on,
      knownAt: query.knownAt ?? null,
      category: query.category,
      personIds: await this.scope(actor, on),
      after: isCursor ? { personId, category } : undefined,
      limit: query.limit + 1,
    });
    const items = found.slice(0, query.limit);
    const last = items[items.length - 1];
    return {
      items,
      next: found.length > items.length && last ? encodeCursor([last.personId, last.category]) : null,
    };
  }

  /** The same as numbers per category and state; for HR. */
  counts(actor: Actor, query: HeldQuery): Promise<HeldCount[]> {
    may(canDecide(actor));
    const on = query.on ?? this.today(actor);
    return countHeld(this.db.read, { on, knownAt: query.knownAt ?? null, category: query.category });
  }

  /** Licences and permits of a manager's people that stop opening things within `days` days. */
  async lapses(actor: Actor, days: number): Promise<Lapse[]> {
    may(canSeeReports(actor));
    const on = this.today(actor);
    const ids = await this.people.listReports(this.db.read, personOf(actor), on, 'all');
    return listLapses(this.db.read, ids, on, days);
  }

  /** Asks for the report of a day as a file; a worker makes it. */
  async askExport(actor: Actor, { on, format }: AskExport): Promise<string> {
    may(canDecide(actor));
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const old = now.subtract({ hours: 24 * KEEP_DAYS }).toString();
      await rows(tx, 'DELETE FROM licence_export WHERE asked_at < $1', [old]);
      const row = await one<{ id: string }>(
        tx,
        `INSERT INTO licence_export (asked_by, asked_at, on_date, language, format, state)
         VALUES ($1, $2, $3, $4, $5, 'waiting') RETURNING id`,
        [personOf(actor), now.toString(), on, actor.language, format],
      );
      const id = row?.id ?? '';
      await enqueue(tx, EXPORT_HELD, { id });
      const subject = { type: 'licence-export', id };
      await audit(tx, actor, { action: 'licence.export-asked', subject, changes: { on, format } }, now);
      return id;
    });
  }

  /** How far an export is; for whoever asked for it. */
  async exportOf(actor: Actor, id: string): Promise<ExportView> {
    may(canDecide(actor));
    const row = await one<ExportView & { askedBy: string }>(
      this.db.read,
      `SELECT id, on_date AS "on", format, state, done, total, asked_by AS "askedBy" FROM licence_export WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound('licence export');
    const { askedBy, ...view } = row;
    may(askedBy === actor.personId);
    return view;
  }

  /** The file; 404 while it is not ready. */
  async exportFile(actor: Actor, id: string): Promise<{ on: string; format: ExportFormat; file: Buffer }> {
    const { on, format } = await this.exportOf(actor, id);
    const row = await one<{ file: Buffer | null }>(
      this.db.read,
      'SELECT file FROM licence_export WHERE id = $1',
      [id],
    );
    if (!row || row.file === null) throw notFound('licence export');
    const subject = { type: 'licence-export', id };
    const entry = { action: 'licence.export-read', subject, changes: {} };
    await audit(this.db.read, actor, entry, this.clock.now());
    return { on, format, file: row.file };
  }

  /**
   * Makes the file: one look at the ledger, then line by line, with its progress where the page can see it. Runs again
   * from the start when it was interrupted.
   */
  async makeExport(id: string): Promise<RunSummary> {
    const job = await one<ExportJob & { state: string }>(
      this.db.read,
      'SELECT on_date AS "on", language, format, state FROM licence_export WHERE id = $1',
      [id],
    );
    if (!job || job.state === 'done') return { seen: 0, changed: 0, skipped: 1 };
    const { file, total } = await this.db.transaction((tx) => this.write(tx, id, job));
    await rows(
      this.db.read,
      `UPDATE licence_export SET state = 'done', done = $2, total = $2, file = $3, finished_at = $4 WHERE id = $1`,
      [id, total, file, this.clock.now().toString()],
    );
    return { seen: total, changed: total, skipped: 0 };
  }

  private async write(tx: Tx, id: string, job: ExportJob): Promise<{ file: Buffer; total: number }> {
    const { total, chunk } = await snapshotHeld(tx, job.on);
    const file = new HeldFile(job.format, job.language);
    for (let done = 0; done < total; done += CHUNK) {
      for (const row of await chunk(done, CHUNK)) file.add(row);
      await rows(
        this.db.read,
        `UPDATE licence_export SET state = 'running', done = $2, total = $3 WHERE id = $1`,
        [id, Math.min(done + CHUNK, total), total],
      );
    }
    return { file: file.finish(), total };
  }

  /** HR sees everybody (undefined); a manager the people below on that day. */
  private async scope(actor: Actor, on: string): Promise<readonly string[] | undefined> {
    if (canDecide(actor)) return undefined;
    may(canSeeReports(actor));
    return this.people.listReports(this.db.read, personOf(actor), on, 'all');
  }

  private today(actor: Actor): string {
    return this.clock.today(actor.zone).toString();
  }
}
