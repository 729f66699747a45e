import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, isDuplicate, may, notFound, one, rows, type Tx } from '#kernel';
import { enqueueTest, insertHandover, listHandovers, pauseHandover } from './handovers.queries.js';
import { IntakeService } from './intake.service.js';
import { signedTest } from './signed-test.js';
import type {
  HandoverView,
  HookAnswer,
  NewSource,
  SaveHandover,
  SaveSource,
  SourceView,
} from './sources.schemas.js';
import { canConnect } from './tickets.access.js';
import { nameTaken } from './tickets.problems.js';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The systems that tell about tickets, and the addresses where tickets made here go. */
@Injectable()
export class SourcesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly intake: IntakeService,
  ) {}

  async sources(actor: Actor): Promise<SourceView[]> {
    may(canConnect(actor));
    return listSources(this.db.read);
  }

  /** Adds a source. The secret is given this once; a source of files has none. */
  async addSource(actor: Actor, { name, kind }: SaveSource): Promise<NewSource> {
    may(canConnect(actor));
    const secret = kind === 'csv' ? null : newSecret();
    try {
      return await this.db.transaction(async (tx) => {
        const added = await one<{ id: string }>(
          tx,
          'INSERT INTO ticket_source (name, kind, secret, created_at) VALUES ($1, $2, $3, $4) RETURNING id',
          [name, kind, secret, this.clock.now().toString()],
        );
        const id = added?.id ?? '';
        await this.trace(tx, actor, 'ticket-source.added', id, { name, kind });
        return { id, secret };
      });
    } catch (error) {
      if (isDuplicate(error, 'ticket_source_name_uq')) throw nameTaken();
      throw error;
    }
  }

  async pauseSource(actor: Actor, id: string, isPaused: boolean): Promise<void> {
    may(canConnect(actor));
    await this.db.transaction(async (tx) => {
      const at = isPaused ? this.clock.now().toString() : null;
      const found = await rows(tx, 'UPDATE ticket_source SET paused_at = $2 WHERE id = $1 RETURNING id', [
        id,
        at,
      ]);
      if (found.length === 0) throw notFound('source');
      await this.trace(tx, actor, isPaused ? 'ticket-source.paused' : 'ticket-source.resumed', id);
    });
  }

  /**
   * Sends this source a signed sample the way its system would, through signature and reader, and takes it back: nothing
   * stays. Gives what the door answered.
   */
  async testSource(actor: Actor, id: string): Promise<HookAnswer> {
    may(canConnect(actor));
    const source = await one<{ kind: string; secret: string | null }>(
      this.db.read,
      'SELECT kind, secret FROM ticket_source WHERE id = $1 AND secret IS NOT NULL',
      [id],
    );
    if (!source?.secret) throw notFound('source');
    const now = this.clock.now();
    const test = signedTest(source.kind, source.secret, `test-${randomBytes(12).toString('hex')}`, now);
    const answer = await this.intake.hear(id, test.message);
    await rows(this.db.read, 'DELETE FROM ticket WHERE source_id = $1 AND external_id = $2', [
      id,
      test.externalId,
    ]);
    return answer;
  }

  async handovers(actor: Actor): Promise<HandoverView[]> {
    may(canConnect(actor));
    return listHandovers(this.db.read);
  }

  /** Adds an address; a webhook's secret is given this once and signs every message. */
  async addHandover(actor: Actor, input: SaveHandover): Promise<NewSource> {
    may(canConnect(actor));
    const secret = input.kind === 'webhook' ? newSecret() : null;
    return this.db.transaction(async (tx) => {
      const id = await insertHandover(tx, { ...input, secret, at: this.clock.now().toString() });
      await this.trace(tx, actor, 'ticket-handover.added', id, { name: input.name, kind: input.kind });
      return { id, secret };
    });
  }

  async pauseHandover(actor: Actor, id: string, isPaused: boolean): Promise<void> {
    may(canConnect(actor));
    await this.db.transaction(async (tx) => {
      const at = isPaused ? this.clock.now().toString() : null;
      if (!(await pauseHandover(tx, id, at, null))) throw notFound('address');
      await this.trace(tx, actor, isPaused ? 'ticket-handover.paused' : 'ticket-handover.resumed', id);
    });
  }

  /** Sends a test on the next round of deliveries, within a minute. */
  async testHandover(actor: Actor, id: string): Promise<void> {
    may(canConnect(actor));
    if (!(await enqueueTest(this.db.read, id, this.clock.now().toString()))) throw notFound('address');
  }

  private async trace(tx: Tx, actor: Actor, action: string, id: string, changes = {}): Promise<void> {
    const type = action.split('.')[0] ?? '';
    await audit(tx, actor, { action, subject: { type, id }, changes }, this.clock.now());
  }
}

async function listSources(tx: Tx): Promise<SourceView[]> {
  type Row = Omit<SourceView, 'pausedAt' | 'heardAt' | 'faultAt'> &
    Record<'pausedAt' | 'heardAt' | 'faultAt', Date | null>;
  const found = await rows<Row>(
    tx,
    `SELECT s.id, s.name, s.kind, s.paused_at AS "pausedAt", s.heard_at AS "heardAt", s.fault_at AS "faultAt", s.fault,
       (SELECT count(*)::int FROM ticket t WHERE t.source_id = s.id) AS tickets
     FROM ticket_source s ORDER BY s.created_at, s.id`,
  );
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  return found.map((row) => ({
    ...row,
    pausedAt: iso(row.pausedAt),
    heardAt: iso(row.heardAt),
    faultAt: iso(row.faultAt),
  }));
}
