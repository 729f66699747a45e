import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetHoldings, listHoldings } from './audiences.queries.js';

/** What audiences keep about one person: which categories they hold. */
@Injectable()
export class AudiencesErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'audiences',
      tables: [{ table: 'holding', stays: 'follows the licences: licence.transferred says who holds what' }],
    });
    this.registry.erasure({
      lib: 'audiences',
      tables: ['holding'],
      exportOf: async (tx, personId) => ({ holdings: await listHoldings(tx, personId) }),
      erase: forgetHoldings,
    });
  }
}
