import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetMessagesTo, listMessagesTo } from './roadmap.queries.js';

/** What the roadmap keeps about one person: which announcements they got. Snapshots hold numbers alone. */
@Injectable()
export class RoadmapErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'roadmap',
      tables: [{ table: 'announcement', key: ['milestone_id'], collides: 'same-key' }],
    });
    this.registry.erasure({
      lib: 'roadmap',
      tables: ['announcement'],
      exportOf: async (tx, personId) => ({ announcements: await listMessagesTo(tx, personId) }),
      erase: forgetMessagesTo,
    });
  }
}
