import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows } from '#kernel';

/** What knowledge keeps about a person: shown to them in full, forgotten on request, and moved along with a record. */
@Injectable()
export class KnowledgeErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'knowledge',
      tables: [
        { table: 'help_trail', key: ['id'], collides: null },
        {
          table: 'card_outcome',
          key: ['id'],
          collides: 'own.card_id = other.card_id AND own.day = other.day',
        },
        { table: 'incident_follow', key: ['incident_id'], collides: 'same-key' },
        { table: 'search_doc', key: ['kind', 'ref', 'language'], collides: null },
        { table: 'channel_wish', key: [], collides: 'same-key' },
        { table: 'card', column: 'owner_id', key: ['id'], collides: null },
        { table: 'card', column: 'credited_id', key: ['id'], collides: null },
        { table: 'card_version', column: 'changed_by', key: ['card_id', 'version'], collides: null },
        { table: 'incident', column: 'published_by', key: ['id'], collides: null },
      ],
    });
    this.registry.erasure({
      lib: 'knowledge',
      tables: ['help_trail', 'card_outcome', 'incident_follow', 'search_doc', 'channel_wish'],
      exportOf: async (tx, personId) => ({
        trails: await rows(
          tx,
          `SELECT words, language, device, card_slug, skill, steps_tried, ask, touched_at FROM help_trail
           WHERE person_id = $1 ORDER BY touched_at`,
          [personId],
        ),
        cardOutcomes: await rows(
          tx,
          `SELECT c.slug, o.skill, o.outcome, o.at FROM card_outcome o JOIN card c ON c.id = o.card_id
           WHERE o.person_id = $1 ORDER BY o.at`,
          [personId],
        ),
        incidentsFollowed: await rows(
          tx,
          'SELECT incident_id, followed_at FROM incident_follow WHERE person_id = $1 ORDER BY followed_at',
          [personId],
        ),
        found: await rows(
          tx,
          'SELECT kind, ref, language, title, summary FROM search_doc WHERE person_id = $1 ORDER BY kind, ref, language',
          [personId],
        ),
        channelWish: await rows(tx, 'SELECT wish, chosen_at FROM channel_wish WHERE person_id = $1', [
          personId,
        ]),
        cards: await rows(
          tx,
          `SELECT slug, owner_id = $1 AS is_owner, credited_id = $1 AS is_credited FROM card
           WHERE owner_id = $1 OR credited_id = $1 ORDER BY slug`,
          [personId],
        ),
        cardVersions: await rows(
          tx,
          `SELECT c.slug, v.version, v.changed_at FROM card_version v JOIN card c ON c.id = v.card_id
           WHERE v.changed_by = $1 ORDER BY v.changed_at`,
          [personId],
        ),
      }),
      // Cards and incidents stay, without the name of who wrote them; what a card did is counted in the card.
      erase: async (tx, personId) => {
        for (const statement of [
          'UPDATE card SET owner_id = NULL WHERE owner_id = $1',
          'UPDATE card SET credited_id = NULL WHERE credited_id = $1',
          'UPDATE card_version SET changed_by = NULL WHERE changed_by = $1',
          'UPDATE incident SET published_by = NULL WHERE published_by = $1',
          'DELETE FROM help_trail WHERE person_id = $1',
          'DELETE FROM card_outcome WHERE person_id = $1',
          'DELETE FROM incident_follow WHERE person_id = $1',
          'DELETE FROM search_doc WHERE person_id = $1',
          'DELETE FROM channel_wish WHERE person_id = $1',
        ])
          await rows(tx, statement, [personId]);
      },
    });
  }
}
