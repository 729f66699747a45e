import { Injectable } from '@nestjs/common';
import { batches, incidentClosed as incidentClosedEvent } from '#events';
import { type Actor, audit, Clock, Db, may, notFound, one, personOf, publish, rows, type Tx } from '#kernel';
import type { IncidentBody } from './incident.js';
import { isIt } from './knowledge.access.js';
import { incidentClosed } from './knowledge.problems.js';
import { countWords, dropDocuments, putDocuments } from './search-docs.js';
import type { CloseIncident, IncidentView, PublishIncident } from './services.schemas.js';

interface IncidentRow {
  readonly id: string;
  readonly body: IncidentBody;
  readonly publishedAt: Date;
  readonly closedAt: Date | null;
  readonly followers: number;
  readonly isFollowed: boolean;
}

const READ = `SELECT i.id, i.body, i.published_at AS "publishedAt", i.closed_at AS "closedAt",
    (SELECT count(*)::int FROM incident_follow f WHERE f.incident_id = i.id) AS followers,
    EXISTS (SELECT 1 FROM incident_follow f WHERE f.incident_id = i.id AND f.person_id = $1::uuid) AS "isFollowed"
  FROM incident i`;

/** How long a page may go on with the incidents that this process knows. */
const FRESH_MS = 2000;
/** Closed ones stay readable under "ended" for so many days. */
const SHOWN_DAYS = 14;

/** What doesn't work for many: published in half a minute, followed, and closed with a word to who followed. */
@Injectable()
export class IncidentsService {
  private known:
    { readonly at: number; readonly rows: readonly Pick<IncidentRow, 'id' | 'body'>[] } | undefined;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Looks what is open, unless that was done within the last two seconds. */
  async refresh(): Promise<void> {
    const now = performance.now();
    if (this.known && now - this.known.at < FRESH_MS) return;
    const found = await rows<Pick<IncidentRow, 'id' | 'body'>>(
      this.db.read,
      'SELECT id, body FROM incident WHERE closed_at IS NULL ORDER BY published_at',
    );
    this.known = { at: now, rows: found };
  }

  /** Open incidents for the banner on every page, as of the last `refresh`. */
  open(language: 'nl' | 'en'): { id: string; title: string }[] {
    return (this.known?.rows ?? []).map(({ id, body }) => ({ id, title: textOf(body, language).title }));
  }

  /** Open ones first, then what ended within two weeks. */
  async list(actor: Actor): Promise<IncidentView[]> {
    const since = this.clock.now().subtract({ hours: SHOWN_DAYS * 24 });
    const found = await rows<IncidentRow>(
      this.db.read,
      `${READ} WHERE i.closed_at IS NULL OR i.closed_at > $2 ORDER BY i.closed_at IS NOT NULL, i.published_at DESC`,
      [actor.personId, since.toString()],
    );
    return found.map((row) => viewOf(row, actor.language));
  }

  async read(actor: Actor, id: string): Promise<IncidentView> {
    const found = await one<IncidentRow>(this.db.read, `${READ} WHERE i.id = $2`, [actor.personId, id]);
    if (!found) throw notFound('incident');
    return viewOf(found, actor.language);
  }

  /** Puts it on every page and into the search. Gives its id. */
  async publish(actor: Actor, input: PublishIncident): Promise<string> {
    may(isIt(actor));
    const now = this.clock.now();
    const text = (title: string, words: string) => (title === '' ? null : { title, text: words, ending: '' });
    const body: IncidentBody = {
      nl: text(input.nlTitle, input.nlText),
      en: text(input.enTitle, input.enText),
    };
    const id = await this.db.transaction(async (tx) => {
      const added = await one<{ id: string }>(
        tx,
        `INSERT INTO incident (body, service_id, published_by, published_at)
         VALUES ($1, (SELECT id FROM service WHERE id = $2), $3, $4) RETURNING id`,
        [JSON.stringify(body), input.service || null, actor.personId, now.toString()],
      );
      if (!added) throw new Error('the incident was not stored');
      await this.index(tx, added.id, body);
      const subject = { type: 'incident', id: added.id };
      await audit(tx, actor, { action: 'incident.published', subject, changes: {} }, now);
      return added.id;
    });
    this.known = undefined;
    return id;
  }

  /** Ends it, and tells everybody who followed, once. */
  async close(actor: Actor, id: string, { nlEnding, enEnding }: CloseIncident): Promise<void> {
    may(isIt(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const found = await one<{ body: IncidentBody; closedAt: Date | null }>(
        tx,
        'SELECT body, closed_at AS "closedAt" FROM incident WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!found) throw notFound('incident');
      if (found.closedAt) throw incidentClosed();
      const body: IncidentBody = {
        nl: found.body.nl && { ...found.body.nl, ending: nlEnding || enEnding },
        en: found.body.en && { ...found.body.en, ending: enEnding || nlEnding },
      };
      await rows(tx, 'UPDATE incident SET body = $2, closed_at = $3 WHERE id = $1', [
        id,
        JSON.stringify(body),
        now.toString(),
      ]);
      await dropDocuments(tx, 'incident', [id]);
      await countWords(tx);
      const followers = await rows<{ personId: string }>(
        tx,
        'SELECT person_id AS "personId" FROM incident_follow WHERE incident_id = $1 ORDER BY person_id',
        [id],
      );
      const title = { nl: textOf(body, 'nl').title, en: textOf(body, 'en').title };
      const personIds = batches(followers.map(({ personId }) => personId));
      await publish(
        tx,
        personIds.map((some) => incidentClosedEvent({ incidentId: id, title, personIds: some })),
      );
      const subject = { type: 'incident', id };
      await audit(
        tx,
        actor,
        { action: 'incident.closed', subject, changes: { followers: followers.length } },
        now,
      );
    });
    this.known = undefined;
  }

  async follow(actor: Actor, id: string, wants: boolean): Promise<void> {
    const personId = personOf(actor);
    const incident = await this.read(actor, id);
    if (incident.closedAt !== null) throw incidentClosed();
    await (wants
      ? rows(
          this.db.read,
          'INSERT INTO incident_follow (incident_id, person_id, followed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
          [id, personId, this.clock.now().toString()],
        )
      : rows(this.db.read, 'DELETE FROM incident_follow WHERE incident_id = $1 AND person_id = $2', [
          id,
          personId,
        ]));
  }

  private async index(tx: Tx, id: string, body: IncidentBody): Promise<void> {
    await putDocuments(
      tx,
      (['nl', 'en'] as const).flatMap((language) => {
        const text = body[language];
        if (!text) return [];
        const shown = { title: text.title, summary: text.text, text: '', said: 'storing incident outage' };
        return [
          { kind: 'incident' as const, ref: id, language, personId: null, skill: null, weight: 1, ...shown },
        ];
      }),
    );
    await countWords(tx);
  }
}

/** The reader's language, or the only one that was written in a hurry. */
function textOf(body: IncidentBody, language: 'nl' | 'en') {
  const own = body[language];
  const other = language === 'nl' ? body.en : body.nl;
  return own
    ? { ...own, language }
    : {
        title: '',
        text: '',
        ending: '',
        ...other,
        language: language === 'nl' ? ('en' as const) : ('nl' as const),
      };
}

function viewOf(row: IncidentRow, language: 'nl' | 'en'): IncidentView {
  const { id, followers, isFollowed } = row;
  return {
    ...{ id, followers, isFollowed, ...textOf(row.body, language) },
    publishedAt: row.publishedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
