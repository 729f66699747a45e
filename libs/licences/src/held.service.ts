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
import { formatDate, t } from '#ui';
import {
  countHeld,
  type Held,
  type HeldCount,
  type Lapse,
  listHeld,
  listLapses,
  snapshotHeld,
} from './held.queries.js';
import { BYTE_ORDER_MARK, csvLine } from './held-csv.js';
import type { ExportView, HeldQuery } from './held.schemas.js';
import { canDecide, canSeeReports } from './licences.access.js';
import { stateWord } from './licences.presenter.js';

export const EXPORT_HELD = 'licences.export-held';
export const exportPayload = z.object({ id: z.uuid() });
const CHUNK = 2000;
/** Exports hold names; they go after a week. */
const KEEP_DAYS = 7;

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
  async askExport(actor: Actor, on: string): Promise<string> {
    may(canDecide(actor));
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const old = now.subtract({ hours: 24 * KEEP_DAYS }).toString();
      await rows(tx, 'DELETE FROM licence_export WHERE asked_at < $1', [old]);
      const row = await one<{ id: string }>(
        tx,
        `INSERT INTO licence_export (asked_by, asked_at, on_date, language, state) VALUES ($1, $2, $3, $4, 'waiting') RETURNING id`,
        [personOf(actor), now.toString(), on, actor.language],
      );
      const id = row?.id ?? '';
      await enqueue(tx, EXPORT_HELD, { id });
      const subject = { type: 'licence-export', id };
      await audit(tx, actor, { action: 'licence.export-asked', subject, changes: { on } }, now);
      return id;
    });
  }

  /** How far an export is; for whoever asked for it. */
  async exportOf(actor: Actor, id: string): Promise<ExportView> {
    may(canDecide(actor));
    const row = await one<ExportView & { askedBy: string }>(
      this.db.read,
      `SELECT id, on_date AS "on", state, done, total, asked_by AS "askedBy" FROM licence_export WHERE id = $1`,
      [id],
    );
    if (!row) throw notFound('licence export');
    const { askedBy, ...view } = row;
    may(askedBy === actor.personId);
    return view;
  }

  /** The file; 404 while it is not ready. */
  async exportFile(actor: Actor, id: string): Promise<{ on: string; csv: string }> {
    const { on } = await this.exportOf(actor, id);
    const row = await one<{ csv: string | null }>(
      this.db.read,
      'SELECT csv FROM licence_export WHERE id = $1',
      [id],
    );
    if (!row || row.csv === null) throw notFound('licence export');
    const subject = { type: 'licence-export', id };
    await audit(
      this.db.read,
      actor,
      { action: 'licence.export-read', subject, changes: {} },
      this.clock.now(),
    );
    return { on, csv: row.csv };
  }

  /**
   * Makes the file: one look at the ledger, then line by line, with its progress where the page can see it. Runs again
   * from the start when it was interrupted.
   */
  async makeExport(id: string): Promise<RunSummary> {
    const job = await one<{ on: string; language: Language; state: string }>(
      this.db.read,
      'SELECT on_date AS "on", language, state FROM licence_export WHERE id = $1',
      [id],
    );
    if (!job || job.state === 'done') return { seen: 0, changed: 0, skipped: 1 };
    const { csv, total } = await this.db.transaction((tx) => this.write(tx, id, job));
    await rows(
      this.db.read,
      `UPDATE licence_export SET state = 'done', done = $2, total = $2, csv = $3, finished_at = $4 WHERE id = $1`,
      [id, total, csv, this.clock.now().toString()],
    );
    return { seen: total, changed: total, skipped: 0 };
  }

  private async write(
    tx: Tx,
    id: string,
    { on, language }: { on: string; language: Language },
  ): Promise<{ csv: string; total: number }> {
    const { total, chunk } = await snapshotHeld(tx, on);
    const head = ['person_number', 'holder', 'team', 'category', 'state', 'number', 'from', 'until'];
    const parts = [BYTE_ORDER_MARK, csvLine(head.map((name) => t(language, `licences.field_${name}`)))];
    for (let done = 0; done < total; done += CHUNK) {
      for (const row of await chunk(done, CHUNK)) parts.push(csvLine(cells(language, row)));
      await rows(
        this.db.read,
        `UPDATE licence_export SET state = 'running', done = $2, total = $3 WHERE id = $1`,
        [id, Math.min(done + CHUNK, total), total],
      );
    }
    return { csv: parts.join(''), total };
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

function cells(language: Language, row: Held): string[] {
  const day = (on: string): string => formatDate(language, on);
  const { personNumber, name, team, category, state, number, validFrom, validUntil } = row;
  return [
    personNumber,
    name,
    team ?? '',
    category,
    stateWord(language, state),
    number,
    day(validFrom),
    day(validUntil),
  ];
}
