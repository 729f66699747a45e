import { Db, Dispatcher, rows } from '#kernel';
import type { Command } from './command.js';

const outboxRetry: Command = {
  name: 'outbox retry',
  usage: 'outbox retry [--listener NAME]',
  description: 'Offer failed work again: everything on the failure list, or one listener’s.',
  options: { listener: { type: 'string' } },
  async run({ context, values }) {
    const dispatcher = context.get(Dispatcher);
    const db = context.get(Db);
    const failed = await rows<{ name: string; outbox_id: string; kind: 'event' | 'job' }>(
      db.read,
      `SELECT DISTINCT f.name, f.outbox_id, o.kind FROM job_failure f JOIN outbox o ON o.id = f.outbox_id
       WHERE ($1::text IS NULL OR f.name = $1) ORDER BY f.outbox_id`,
      [values['listener'] ?? null],
    );
    const done: string[] = [];
    const still: { name: string; outboxId: string; reason: string }[] = [];
    for (const { name, outbox_id: outboxId, kind } of failed) {
      try {
        await dispatcher.deliver({ outboxId, kind, target: name });
        await rows(db.read, 'DELETE FROM job_failure WHERE name = $1 AND outbox_id = $2', [name, outboxId]);
        done.push(`${name} ${outboxId}`);
      } catch (error) {
        still.push({ name, outboxId, reason: (error as Error).message });
      }
    }
    const text = [
      `${done.length} done, ${still.length} failed again`,
      ...still.map(({ name, outboxId, reason }) => `  ${name} ${outboxId}: ${reason}`),
    ].join('\n');
    return { text, json: { done, failed: still }, ok: still.length === 0 };
  },
};

export const OUTBOX_COMMANDS: readonly Command[] = [outboxRetry];
