import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Says when the process ends. Long arithmetic in a thread is left then; the schedule that asked for it asks again. */
@Injectable()
export class ProcessEnd implements OnModuleDestroy {
  private readonly ending = new AbortController();

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  onModuleDestroy(): void {
    this.ending.abort(new Error('the process ends'));
  }
}
