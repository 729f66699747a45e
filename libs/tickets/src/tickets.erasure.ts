import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows } from '#kernel';

/** What tickets keep about a person: shown in full, forgotten on request, and moved along with a record. */
@Injectable()
export class TicketsErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'tickets',
      tables: [
        { table: 'ticket', key: ['id'], collides: null },
        { table: 'ticket', column: 'taken_by', key: ['id'], collides: null },
        { table: 'ticket_reply', key: ['id'], collides: null },
        { table: 'ticket_offer', key: ['id'], collides: null },
        { table: 'ticket_lesson', key: ['skill'], collides: 'same-key' },
      ],
    });
    this.registry.erasure({
      lib: 'tickets',
      tables: ['ticket', 'ticket_reply', 'ticket_offer', 'ticket_lesson'],
      exportOf: async (tx, personId) => ({
        tickets: await rows(
          tx,
          `SELECT title, words, impact, device, steps_tried, card_title, state, skill, skill_by, opened_at, answered_at, closed_at
           FROM ticket WHERE person_id = $1 ORDER BY opened_at`,
          [personId],
        ),
        replies: await rows(
          tx,
          'SELECT ticket_id, by_it, words, card_title, at FROM ticket_reply WHERE person_id = $1 ORDER BY at',
          [personId],
        ),
        offers: await rows(
          tx,
          'SELECT skill, tickets, offered_at, dismissed_at FROM ticket_offer WHERE person_id = $1 ORDER BY offered_at',
          [personId],
        ),
        lessons: await rows(
          tx,
          'SELECT skill, completed_at FROM ticket_lesson WHERE person_id = $1 ORDER BY completed_at',
          [personId],
        ),
        taken: await rows(tx, 'SELECT id, opened_at FROM ticket WHERE taken_by = $1 ORDER BY opened_at', [
          personId,
        ]),
      }),
      // A ticket made here is the person's own words and goes. One that another system told holds no name and stays for the
      // counts, without whose it was. Answers to others stay, without the name of who gave them.
      erase: async (tx, personId) => {
        await rows(tx, 'DELETE FROM ticket WHERE person_id = $1 AND source_id IS NULL', [personId]);
        await rows(tx, 'UPDATE ticket SET person_id = NULL WHERE person_id = $1', [personId]);
        await rows(tx, 'UPDATE ticket SET taken_by = NULL WHERE taken_by = $1', [personId]);
        await rows(tx, 'UPDATE ticket_reply SET person_id = NULL WHERE person_id = $1', [personId]);
        await rows(tx, 'DELETE FROM ticket_offer WHERE person_id = $1', [personId]);
        await rows(tx, 'DELETE FROM ticket_lesson WHERE person_id = $1', [personId]);
      },
    });
  }
}
