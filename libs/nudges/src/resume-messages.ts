import type { Temporal } from 'temporal-polyfill';
import { type Db, rows } from '#kernel';
import { enqueueMails } from './mail-jobs.js';

/** A mail that has been waiting or on its way for longer than this was left behind by a worker that died. */
const STUCK_MINUTES = 10;

/**
 * Takes up mails that a dead worker left behind. Those not yet claimed go to the worker again. Those claimed are in doubt:
 * nobody knows whether the mail server took them. They are repeated where that is harmless or wanted (the same key, and so
 * the same Message-ID); else they count as sent, for the message itself stands in the app either way.
 */
export async function resumeStuck(db: Db, repeatInDoubt: boolean, now: Temporal.Instant): Promise<number> {
  return db.transaction(async (tx) => {
    const before = now.subtract({ minutes: STUCK_MINUTES }).toString();
    if (!repeatInDoubt) {
      await rows(
        tx,
        `WITH left_behind AS (
           UPDATE message SET state = 'sent', sent_at = claimed_at, outcome = 'unconfirmed'
           WHERE state = 'sending' AND claimed_at < $1 RETURNING id)
         UPDATE nudge n SET state = 'sent', closed_at = $2 FROM left_behind l WHERE n.message_id = l.id AND n.state = 'pending'`,
        [before, now.toString()],
      );
    }
    const waiting = await rows<{ id: string }>(
      tx,
      `UPDATE message SET state = 'planned', claimed_at = NULL
       WHERE (state = 'planned' AND planned_for < $1) OR (state = 'sending' AND claimed_at < $1) RETURNING id`,
      [before],
    );
    await enqueueMails(
      tx,
      waiting.map(({ id }) => id),
    );
    return waiting.length;
  });
}
