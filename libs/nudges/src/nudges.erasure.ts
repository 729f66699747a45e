import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows, type Tx } from '#kernel';

const TABLES = ['nudge', 'message', 'nudge_stop', 'nudge_preference'] as const;

/** Messages are about one person and nobody else needs them: all of it is shown, and all of it goes. */
@Injectable()
export class NudgesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'nudges',
      tables: [
        // What was said to one of the records counts in the budget of the person.
        {
          table: 'nudge',
          key: ['id'],
          collides: 'other.purpose = own.purpose AND other.period = own.period',
        },
        { table: 'message', key: ['id'], collides: null },
        { table: 'nudge_stop', key: ['subject'], collides: 'same-key' },
        { table: 'nudge_preference', key: [], collides: 'same-key' },
      ],
    });
    this.registry.erasure({ lib: 'nudges', tables: TABLES, exportOf: exportNudges, erase: eraseNudges });
  }
}

async function exportNudges(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  return {
    messages: await rows(
      tx,
      `SELECT m.id, m.channel, m.kind, m.planned_for, m.state, m.sent_at, m.read_at, m.outcome FROM message m
       WHERE m.person_id = $1 ORDER BY m.planned_for`,
      [personId],
    ),
    reasons: await rows(
      tx,
      `SELECT purpose, category, about_on, facts - 'byPersonId' AS facts, collected_at, state, message_id, closed_at FROM nudge
       WHERE person_id = $1 ORDER BY collected_at`,
      [personId],
    ),
    choices: await rows(
      tx,
      'SELECT per_week, email_on, paused_until, unsubscribed_at FROM nudge_preference WHERE person_id = $1',
      [personId],
    ),
  };
}

async function eraseNudges(tx: Tx, personId: string): Promise<void> {
  for (const table of TABLES) await rows(tx, `DELETE FROM ${table} WHERE person_id = $1`, [personId]);
  // Reminders that this person sent as a manager keep their place, without saying by whom.
  await rows(
    tx,
    `UPDATE nudge SET facts = facts - 'byPersonId' WHERE purpose = 'reminder' AND facts ->> 'byPersonId' = $1`,
    [personId],
  );
}
