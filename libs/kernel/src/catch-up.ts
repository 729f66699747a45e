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

  /** Two rounds: what the first one sets off (a reason to write, say) is dealt with in the second. */
  private async run(now: Temporal.Instant): Promise<RunSummary> {
    const changed = new Map<string, number>();
    for (let round = 1; round <= 2; round += 1) {
      for (const name of this.registry.schedules.keys()) {
        const summary = await this.dispatcher.runSchedule(name, { now });
        changed.set(name, (changed.get(name) ?? 0) + summary.changed);
      }
      await this.dispatcher.drain();
    }
    const notes = [...changed].filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);
    return { seen: this.registry.schedules.size, changed: notes.length, skipped: 0, notes };
  }
}
