import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetRequirements, listForExport } from './requirements.lists.js';

/** What policies keep about one person: what was asked, by when, and what became of it. */
@Injectable()
export class PoliciesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.erasure({
      lib: 'policies',
      tables: ['requirement'],
      exportOf: async (tx, personId) => ({ requirements: await listForExport(tx, personId) }),
      erase: forgetRequirements,
    });
  }
}
