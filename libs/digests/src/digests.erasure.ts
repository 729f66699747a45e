import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from '#kernel';
import { forgetDigest } from './write-digests.queries.js';

/** Lines repeat what licences, policies and people keep and show: there is nothing of their own to show, and all to forget. */
@Injectable()
export class DigestsErasure implements OnModuleInit {
  constructor(private readonly registry: Registry) {}

  onModuleInit(): void {
    this.registry.merging({
      lib: 'digests',
      tables: [{ table: 'digest', stays: 'worked out anew for both records' }],
    });
    this.registry.erasure({
      lib: 'digests',
      tables: ['digest'],
      exportOf: () => Promise.resolve({}),
      erase: forgetDigest,
    });
  }
}
