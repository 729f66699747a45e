import { Test } from '@nestjs/testing';
import type { DomainEvent } from '#events';
import {
  type Actor,
  Db,
  Dispatcher,
  FixedClock,
  KernelModule,
  type Mailer,
  one,
  parseConfig,
  publish,
  rows,
} from '#kernel';
import { ENTITIES, MIGRATIONS } from '#migrations';
import { testDatabase } from '../../../../test/support/database.js';
import { NudgesJobsModule, NudgesModule } from '../nudges.module.js';
import { NudgesSender } from '../nudges.sender.js';
import { NudgesService } from '../nudges.service.js';
import { addTeam, type Colleague } from './people.js';

interface DeskOptions {
  readonly at?: string;
  readonly mailer?: Mailer;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Nudges on a database of their own, with a clock that stands still and five colleagues in three zones. */
export async function openDesk({ at = '2026-11-24T09:30:00Z', mailer, settings = {} }: DeskOptions = {}) {
  const database = await testDatabase();
  const clock = new FixedClock(at);
  const module = await Test.createTestingModule({
    imports: [
      KernelModule.forRoot({
        config: parseConfig({
          DATABASE_URL: database.url,
          PUBLIC_URL: 'https://vaardig.example',
          LOG_LEVEL: 'silent',
          ...settings,
        }),
        database: { entities: ENTITIES, migrations: MIGRATIONS },
        name: 'spec',
        clock,
        ...(mailer ? { mailer } : {}),
      }),
      NudgesModule,
      NudgesJobsModule,
    ],
  }).compile();
  await module.init();
  const db = module.get(Db);
  const dispatcher = module.get(Dispatcher);
  const people = await addTeam(db.read);

  return {
    db,
    clock,
    dispatcher,
    module,
    people,
    nudges: module.get(NudgesService),
    sender: module.get(NudgesSender),
    /** Publishes and delivers. */
    async tell(...events: DomainEvent[]): Promise<void> {
      await db.transaction((tx) => publish(tx, events));
      await dispatcher.drain();
    },
    publish: (...events: DomainEvent[]) => db.transaction((tx) => publish(tx, events)),
    drain: () => dispatcher.drain(),
    /** One round of the worker: bundle, then deliver what was handed to the outbox. */
    async round(): Promise<void> {
      await dispatcher.runSchedule('nudges.bundle');
      await dispatcher.drain();
    },
    nudgesOf: (personId: string) =>
      rows<{ purpose: string; state: string; period: string }>(
        db.read,
        'SELECT purpose, state, period FROM nudge WHERE person_id = $1 ORDER BY id',
        [personId],
      ),
    messagesOf: (personId: string) =>
      rows<{ id: string; channel: string; kind: string; state: string; outcome: string | null }>(
        db.read,
        'SELECT id, channel, kind, state, outcome FROM message WHERE person_id = $1 ORDER BY id',
        [personId],
      ),
    mails: () =>
      rows<{
        key: string;
        sent_to: string;
        subject: string;
        text: string;
        html: string;
        headers: Record<string, string>;
      }>(db.read, 'SELECT key, sent_to, subject, text, html, headers FROM mail_message ORDER BY id'),
    count: async (what: string): Promise<number> =>
      (await one<{ n: number }>(db.read, `SELECT count(*)::int AS n FROM ${what}`))?.n ?? 0,
    async close(): Promise<void> {
      await module.close();
      await database.close();
    },
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;

export function actorOf(person: Colleague, more: Partial<Actor> = {}): Actor {
  return {
    kind: 'person',
    personId: person.id,
    name: person.name,
    grants: [],
    isManager: false,
    scopes: null,
    language: person.language,
    zone: person.zone,
    ...more,
  };
}
