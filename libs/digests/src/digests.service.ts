import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { audit, Db, type RunSummary, systemActor } from '#kernel';
import type { Standing } from '#licences';
import { daysAt, type RequirementStatus, statusOf } from '#policies';
import {
  type DigestCells,
  type DigestQuery,
  readCells,
  readDigest,
  type TeamDigest,
  type WhomQuery,
} from './read-digests.queries.js';
import { checkDigests, countStale, refreshDigests, tidyDigests } from './write-digests.queries.js';

/** After so many lines the index no longer answers alone, until the table was tidied. */
const MANY_LINES = 1000;
/** Whoever asks from another zone may still have the day before. */
const DAYS_BACK = 2;

/** What somebody holds and what is asked of them, counted from a moment. */
export interface Held {
  readonly standings: readonly Pick<Standing, 'category' | 'state' | 'validUntil' | 'graceUntil'>[];
  readonly requirements: readonly RequirementStatus[];
}

/** Keeps what leaders' first pages count, and reads it. Who may see whose is decided by those who ask. */
@Injectable()
export class DigestsService {
  constructor(
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
  ) {}

  /** One view of a team, and the cells of who is urgent or shown. Exact at any moment, however long ago lines were written. */
  async read(ask: DigestQuery): Promise<Omit<TeamDigest, 'cells'> & { held: Map<string, Held> }> {
    const { cells, ...digest } = await readDigest(this.db, ask);
    return { ...digest, held: heldAt(cells, Temporal.Instant.from(ask.at)) };
  }

  /** The cells of everybody whom somebody leads, by person. */
  async readAll(ask: WhomQuery, now: Temporal.Instant): Promise<Map<string, Held>> {
    return heldAt(await readCells(this.db, ask), now);
  }

  /** Writes the lines of everybody of whom something changed; `changed` counts lines. */
  async refresh(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    if (dry) {
      const waiting = await countStale(this.db.read);
      return { seen: waiting, changed: 0, skipped: waiting };
    }
    const categories = await this.categories();
    const { people, lines } = await this.db.transaction((tx) => refreshDigests(tx, dayOf(now), categories));
    if (lines >= MANY_LINES) await tidyDigests(this.db.read);
    return { seen: people, changed: lines, skipped: 0 };
  }

  /** Compares all lines with what is so: it must find nothing, and leaves an alarm when it does. Whoever is found is worked out anew by the next refresh. */
  async check(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const categories = await this.categories();
    const { people, wrong } = await this.db.transaction(async (tx) => {
      const found = await checkDigests(tx, dayOf(now), categories, dry);
      if (found.wrong > 0 && !dry) {
        const about = { subject: { type: 'digest', id: 'all' }, changes: { wrong: found.wrong } };
        await audit(tx, systemActor('digests.check'), { action: 'digest.lines-differed', ...about }, now);
      }
      return found;
    });
    const summary = { seen: people, changed: wrong, skipped: 0 };
    return wrong === 0 ? summary : { ...summary, notes: ['alarm: lines differed from what is so'] };
  }

  private async categories(): Promise<string[]> {
    return (await this.catalogue.listCategories(this.db.read)).map(({ category }) => category);
  }
}

const dayOf = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: DAYS_BACK }).toString();

function heldAt(cells: readonly DigestCells[], now: Temporal.Instant): Map<string, Held> {
  const dayIn = daysAt(now);
  return new Map(
    cells.map(({ id, zone, licences, requirements }) => {
      const standings = licences.map(([category, state, validUntil, graceUntil]) => ({
        category,
        state: state as Standing['state'],
        validUntil,
        graceUntil,
      }));
      const statuses = requirements.map(([category, state, dueOn, nightShift]) =>
        statusOf({ category, state, dueOn, nightShift, zone }, now, dayIn(zone)),
      );
      return [id, { standings, requirements: statuses }];
    }),
  );
}
