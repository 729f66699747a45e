import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetRequirements, listForExport } from './requirements.lists.js';
import { forgetWaivers, listWaiversOf } from './waivers.queries.js';

/** What policies keep about one person: what was asked, by when, what became of it, and what they were let off. */
@Injectable()
export class PoliciesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
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
