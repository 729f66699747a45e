import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Dispatcher } from './dispatcher.js';
import { Registry, type RunSummary } from './registry.js';

/** After the demo's clock was moved: runs every schedule once, as the nights in between would have done. */
@Injectable()
export class CatchUp implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly dispatcher: Dispatcher,
  ) {}

  onModuleInit(): void {
    this.registry.job({ name: 'kernel.catch-up', run: (_, { now }) => this.run(now) });
  }

  private async run(now: Temporal.Instant): Promise<RunSummary> {
    let changed = 0;
    const notes: string[] = [];
    for (const name of this.registry.schedules.keys()) {
      const summary = await this.dispatcher.runSchedule(name, { now });
      changed += summary.changed;
      if (summary.changed > 0) notes.push(`${name}: ${summary.changed}`);
    }
    return { seen: this.registry.schedules.size, changed, skipped: 0, notes };
  }
}
