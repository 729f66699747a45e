import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { decodeText } from '#files';
import { type Actor, audit, Clock, Db, invalidInput, may, notFound, one, rows, type Tx } from '#kernel';
import { type CleanTicket, findSource, noteHeard, storedMoments } from './intake.queries.js';
import { IntakeService } from './intake.service.js';
import { readTicketFile, type RowRefusal } from './read-ticket-file.js';
import type { FileView } from './sources.schemas.js';
import { compareMessage } from './ticket.js';
import { canConnect } from './tickets.access.js';
import { fileApplied } from './tickets.problems.js';

/** As many refused rows as are kept to be shown. */
const MOST_REFUSALS = 500;

/** Tickets from a file: first a look that changes nothing, then all good rows at once. */
@Injectable()
export class FilesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly intake: IntakeService,
  ) {}

  /** Reads a file and says what applying it would do. The file itself is not kept; its rows are, without who they name. */
  async look(actor: Actor, sourceId: string, bytes: Uint8Array): Promise<string> {
    may(canConnect(actor));
    if ((await findSource(this.db.read, sourceId))?.kind !== 'csv') throw notFound('source');
    const text = decodeText(bytes);
    if (!text.ok) throw refused(text.refusal);
    const read = readTicketFile(text.value.text, actor.zone);
    if (!read.ok) throw refused(read.reason);
    return this.db.transaction(async (tx) => {
      const tickets = await this.intake.clean(tx, read.tickets);
      const known = await storedMoments(
        tx,
        sourceId,
        tickets.map(({ externalId }) => externalId),
      );
      const fates = tickets.map((ticket) => {
        const changedAt = known.get(ticket.externalId);
        return compareMessage(changedAt === undefined ? null : { changedAt }, ticket);
      });
      const count = (fate: string): number => fates.filter((each) => each === fate).length;
      return insertFile(tx, {
        sourceId,
        digest: createHash('sha256').update(bytes).digest('hex'),
        tickets: tickets.filter((_, at) => fates[at] !== 'stale'),
        refusals: read.refusals.slice(0, MOST_REFUSALS),
        counts: [count('new'), count('newer'), count('stale')],
        at: this.clock.now().toString(),
      });
    });
  }

  async show(actor: Actor, id: string): Promise<FileView> {
    may(canConnect(actor));
    const file = await findFile(this.db.read, id);
    if (!file) throw notFound('file');
    return { ...file.view, appliedAt: file.appliedAt?.toISOString() ?? null };
  }

  /** Applies what was looked at, all or nothing; once. Gives what it did: others may have told the same meanwhile. */
  async apply(actor: Actor, id: string): Promise<{ added: number; updated: number }> {
    may(canConnect(actor));
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const file = await findFile(tx, id, true);
      if (!file) throw notFound('file');
      if (file.tickets === null) throw fileApplied();
      const done = await this.intake.store(tx, file.sourceId, file.tickets, now);
      await rows(
        tx,
        'UPDATE ticket_file SET rows = NULL, applied_at = $2, added = $3, updated = $4 WHERE id = $1',
        [id, now.toString(), done.added, done.updated],
      );
      await noteHeard(tx, file.sourceId, now.toString());
      await audit(
        tx,
        actor,
        { action: 'ticket-file.applied', subject: { type: 'ticket-file', id }, changes: done },
        now,
      );
      return done;
    });
  }
}

const refused = (reason: string): Error =>
  invalidInput([
    { pointer: '/file', message: `tickets.file_${reason.replace('file-', '').replaceAll('-', '_')}` },
  ]);

interface NewFile {
  readonly sourceId: string;
  readonly digest: string;
  readonly tickets: readonly CleanTicket[];
  readonly refusals: readonly RowRefusal[];
  readonly counts: readonly number[];
  readonly at: string;
}

async function insertFile(tx: Tx, file: NewFile): Promise<string> {
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO ticket_file (source_id, digest, rows, refusals, added, updated, same, looked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      file.sourceId,
      file.digest,
      JSON.stringify(file.tickets),
      JSON.stringify(file.refusals),
      ...file.counts,
      file.at,
    ],
  );
  if (!added) throw new Error('the file was not stored');
  return added.id;
}

interface FoundFile {
  readonly sourceId: string;
  readonly tickets: CleanTicket[] | null;
  readonly appliedAt: Date | null;
  readonly view: Omit<FileView, 'appliedAt'>;
}

function findFile(tx: Tx, id: string, forChange = false): Promise<FoundFile | undefined> {
  return one(
    tx,
    `SELECT f.source_id AS "sourceId", f.rows AS tickets, f.applied_at AS "appliedAt",
       json_build_object('id', f.id, 'source', s.name, 'added', f.added, 'updated', f.updated, 'same', f.same, 'refusals', f.refusals) AS view
     FROM ticket_file f JOIN ticket_source s ON s.id = f.source_id WHERE f.id = $1${forChange ? ' FOR UPDATE OF f' : ''}`,
    [id],
  );
}
