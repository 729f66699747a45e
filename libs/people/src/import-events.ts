import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Actor } from '#kernel';
import { t } from '#ui';
import { isRunning } from './import/run-rules.js';
import { ImportsReads, type RunProgress } from './imports.reads.js';
import { peoplePaths } from './people.paths.js';
import { progressHtml } from './progress-html.js';

const LOOK_EVERY_MS = 250;
const HEARTBEAT_MS = 15_000;
/** After this long the stream ends by itself; the browser asks again. */
const LONGEST_MS = 10 * 60_000;

/** Streams the progress of one run as server-sent events, until it is over: then `event: done`. */
@Injectable()
export class ImportEvents {
  constructor(private readonly reads: ImportsReads) {}

  async stream(actor: Actor, id: string, reply: FastifyReply): Promise<void> {
    let shown = await this.reads.progress(actor, id); // refuses before the stream begins
    const stopped = new AbortController();
    reply.raw.on('close', () => stopped.abort());
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    let number = 0;
    let quiet = 0;
    const say = (text: string): void => void reply.raw.write(text);
    const show = (progress: RunProgress): void =>
      say(`id: ${++number}\ndata: ${this.html(actor, id, progress)}\n\n`);
    show(shown);
    for (let passed = 0; isRunning(shown.state) && passed < LONGEST_MS; passed += LOOK_EVERY_MS) {
      await wait(LOOK_EVERY_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      const next = await this.reads.progress(actor, id);
      quiet += LOOK_EVERY_MS;
      if (next.percent !== shown.percent || next.step !== shown.step || next.state !== shown.state) {
        show(next);
        quiet = 0;
      } else if (quiet >= HEARTBEAT_MS) {
        say(': still here\n\n');
        quiet = 0;
      }
      shown = next;
    }
    if (!isRunning(shown.state)) say(`event: done\ndata: ${shown.state}\n\n`);
    reply.raw.end();
  }

  private html({ language }: Actor, id: string, { state, percent, step }: RunProgress): string {
    const label = t(language, state === 'undoing' ? 'people.progress_undo_label' : 'people.progress_label');
    if (!isRunning(state)) {
      const done = { href: peoplePaths.import({ id }), label: t(language, 'people.progress_done') };
      return progressHtml({ label, text: t(language, `people.import_state_${state}`), percent: 100 }, done);
    }
    return progressHtml({ label, text: t(language, `people.progress_${step ?? 'waiting'}`), percent });
  }
}
