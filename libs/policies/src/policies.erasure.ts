import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetRequirements, listForExport } from './requirements.lists.js';
import { forgetWaivers, listWaiversOf } from './waivers.queries.js';

/** What policies keep about one person: what was asked, by when, what became of it, and what they were let off. */
@Injectable()
export class PoliciesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    // Days that were counted stay as they are: the requirement goes along, unless the kept record has the same one.
    this.registry.merging({
      lib: 'policies',
      tables: [
        {
          table: 'requirement',
          key: ['id'],
          collides: `other.policy_id = own.policy_id AND other.category = own.category AND other.state <> 'ended' AND own.state <> 'ended'`,
        },
        { table: 'waiver', key: ['id'], collides: null },
      ],
    });
    this.registry.erasure({
      lib: 'policies',
      tables: ['requirement', 'waiver'],
      exportOf: async (tx, personId) => ({
        requirements: await listForExport(tx, personId),
        waivers: await listWaiversOf(tx, personId),
      }),
      erase: async (tx, personId) => {
        await forgetWaivers(tx, personId);
        await forgetRequirements(tx, personId);
      },
    });
  }
}
