import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, Config, Db, kernelConfig, MailboxMailer, Mailer, type RunSummary } from '#kernel';
import { PeopleService } from '#people';
import { bundleMessages } from './bundle-messages.js';
import { nudgesConfig, rulesOf } from './nudges.config.js';
import { sendMails } from './send-mails.js';

/** The worker's half: makes messages of reasons, and mails of messages. */
@Injectable()
export class NudgesSender {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly mailer: Mailer,
    private readonly people: PeopleService,
  ) {}

  bundle(now: Temporal.Instant, dry: boolean, only: readonly string[] | null = null): Promise<RunSummary> {
    return bundleMessages(
      { db: this.db, people: this.people, rules: rulesOf(this.config), repeatInDoubt: this.repeatInDoubt },
      now,
      dry,
      only,
    );
  }

  sendMails(messageIds: readonly string[]): Promise<RunSummary> {
    return sendMails(
      {
        db: this.db,
        clock: this.clock,
        people: this.people,
        mailer: this.mailer,
        rules: rulesOf(this.config),
        repeatInDoubt: this.repeatInDoubt,
        organisation: this.config.get(kernelConfig).ORGANISATION,
        publicUrl: this.config.publicUrl,
      },
      messageIds,
    );
  }

  /** The built-in mailbox keeps one mail per key, so repeating is harmless there; over SMTP the employer chooses. */
  private get repeatInDoubt(): boolean {
    return (
      this.mailer instanceof MailboxMailer || this.config.get(nudgesConfig).NUDGES_MAIL_IN_DOUBT === 'repeat'
    );
  }
}
