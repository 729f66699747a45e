import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry, rows } from '#kernel';

/** What knowledge keeps about a person: shown to them in full, forgotten on request, and moved along with a record. */
@Injectable()
export class KnowledgeErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'knowledge',
      tables: [{ table: 'help_trail', key: ['id'], collides: null }],
    });
    this.registry.erasure({
      lib: 'knowledge',
      tables: ['help_trail'],
      exportOf: async (tx, personId) => ({
        trails: await rows(
          tx,
          `SELECT words, language, device, card_slug, skill, steps_tried, ask, touched_at FROM help_trail
           WHERE person_id = $1 ORDER BY touched_at`,
          [personId],
        ),
      }),
      erase: async (tx, personId) => {
        await rows(tx, 'DELETE FROM help_trail WHERE person_id = $1', [personId]);
      },
    });
  }
}
