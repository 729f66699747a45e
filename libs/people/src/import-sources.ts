import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, hasGrant, may, one, rows } from '#kernel';
import { getSource, listSources, type Source } from './imports.queries.js';
import type { SetSource } from './imports.schemas.js';

export interface Refusal {
  readonly id: string;
  readonly source: string;
  readonly fileName: string;
  readonly reason: string;
  readonly at: Date;
}

/** Where HR files come from: what each source is, which columns it has, and what came by itself and could not be read. */
@Injectable()
export class ImportSources {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor): Promise<Source[]> {
    may(hasGrant(actor, 'hr'));
    return listSources(this.db.read);
  }

  async get(actor: Actor, id: string): Promise<Source> {
    may(hasGrant(actor, 'hr'));
    return getSource(this.db.read, id);
  }

  /** The column names of the latest file of a source: to choose from. */
  async latestHeader(actor: Actor, id: string): Promise<string[]> {
    may(hasGrant(actor, 'hr'));
    const found = await one<{ header: string[] }>(
      this.db.read,
      `SELECT reading -> 'header' AS header FROM import_run WHERE source_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1`,
      [id],
    );
    return found?.header ?? [];
  }

  /** Says what a source is; holds for the next file. Counts of who was missing begin anew when the feed changes. */
  async set(actor: Actor, id: string, input: SetSource): Promise<Source> {
    may(hasGrant(actor, 'hr'));
    return this.db.transaction(async (tx) => {
      const before = await getSource(tx, id);
      const { preset, dates, feed, endsAfter, mapping } = input;
      await rows(
        tx,
        'UPDATE import_source SET preset = $2, dates = $3, feed = $4, ends_after = $5, mapping = $6 WHERE id = $1',
        [id, preset, dates, feed, endsAfter, JSON.stringify(mapping)],
      );
      if (before.feed !== feed) await rows(tx, 'DELETE FROM import_missing WHERE source_id = $1', [id]);
      await audit(
        tx,
        actor,
        { action: 'import-source.set', subject: { type: 'import-source', id }, changes: { ...input } },
        this.clock.now(),
      );
      return getSource(tx, id);
    });
  }

  /** Files of the watched folder that could not be read and that nobody has put away, newest first. */
  async refusals(actor: Actor): Promise<Refusal[]> {
    may(hasGrant(actor, 'hr'));
    return rows(
      this.db.read,
      `SELECT f.id, s.name AS source, f.file_name AS "fileName", f.reason, f.at
       FROM import_refusal f JOIN import_source s ON s.id = f.source_id WHERE f.seen_at IS NULL ORDER BY f.at DESC, f.id DESC LIMIT 50`,
    );
  }

  /** Puts refused files away that were shown: they are known now. */
  async putAway(actor: Actor, until: string): Promise<void> {
    may(hasGrant(actor, 'hr'));
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const put = await rows<{ id: string }>(
        tx,
        'UPDATE import_refusal SET seen_at = $1 WHERE seen_at IS NULL AND at <= $2 RETURNING id',
        [now.toString(), until],
      );
      await audit(
        tx,
        actor,
        put.map(({ id }) => ({ action: 'import-refusal.seen', subject: { type: 'import-refusal', id } })),
        now,
      );
    });
  }
}
