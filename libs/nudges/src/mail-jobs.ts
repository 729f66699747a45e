import { enqueue, type Tx } from '#kernel';

export const SEND_MAIL_JOB = 'nudges.send-mail';
/** Bundles for a few people at once, when a colleague waits for them. */
export const TELL_NOW_JOB = 'nudges.tell-now';
/** Mails per job: small enough to share among workers, large enough to fetch facts once. */
export const MAILS_PER_JOB = 100;

/** Hands mails to the worker, a hundred a job. */
export async function enqueueMails(tx: Tx, messageIds: readonly string[]): Promise<void> {
  for (let start = 0; start < messageIds.length; start += MAILS_PER_JOB) {
    await enqueue(tx, SEND_MAIL_JOB, { messageIds: messageIds.slice(start, start + MAILS_PER_JOB) });
  }
}
