import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Registry, rows, Db, type RunSummary } from '#kernel';
import type { Temporal } from 'temporal-polyfill';
import { SEND_MAIL_JOB, TELL_NOW_JOB } from './mail-jobs.js';
import { NudgesSender } from './nudges.sender.js';

const tellNow = z.object({ personIds: z.array(z.uuid()).max(1000) });
const sendMail = z.object({ messageIds: z.array(z.uuid()).max(1000) });

/** Stops older than this have nothing left to keep out: no delivery is that late. */
const STOP_DAYS = 90;

@Injectable()
export class NudgesSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly sender: NudgesSender,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'nudges.bundle',
      // Every ten minutes, so that the digest of 09:15 leaves at 09:15.
      cron: '5-59/10 * * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.sender.bundle(now, dry),
    });
    this.registry.schedule({
      name: 'nudges.clean-up',
      cron: '40 3 * * *',
      tz: 'UTC',
      run: ({ now, dry }) => this.cleanUp(now, dry),
    });
    this.registry.job({
      name: TELL_NOW_JOB,
      run: (payload, { now }) => this.sender.bundle(now, false, tellNow.parse(payload).personIds),
    });
    this.registry.job({
      name: SEND_MAIL_JOB,
      run: (payload) => this.sender.sendMails(sendMail.parse(payload).messageIds),
    });
  }

  private async cleanUp(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const old = 'FROM nudge_stop WHERE stopped_at < $1';
    const before = now.subtract({ hours: 24 * STOP_DAYS }).toString();
    const found = await rows(this.db.read, dry ? `SELECT 1 ${old}` : `DELETE ${old} RETURNING 1`, [before]);
    return { seen: found.length, changed: dry ? 0 : found.length, skipped: 0 };
  }
}
