import { Temporal } from 'temporal-polyfill';
import { type Clock, type Db, type Language, type Mailer, rows, type RunSummary } from '#kernel';
import type { PeopleService } from '#people';
import { languagesOf } from '#sessions';
import { type Claimed, claimMessage, dropMessage, markSent, releaseMessage } from './claim-message.js';
import { composeMail } from './compose-mail.js';
import { localMoment } from './local-time.js';
import { fateOf } from './mail-fate.js';
import { messageWords } from './message-words.js';
import { isOver } from './nudge.js';
import { blockedBy } from './plan.js';
import { tokensOf } from './preferences.queries.js';
import { listReachable, type Reachable, toNudge } from './recipients.queries.js';
import type { NudgeRules } from './send-windows.js';

export interface SendingParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly people: PeopleService;
  readonly mailer: Mailer;
  readonly rules: NudgeRules;
  readonly repeatInDoubt: boolean;
  readonly organisation: string;
  readonly publicUrl: string;
}

/** A live worker marks a mail within moments; one that is older was claimed by a worker that died. */
const REPEAT_AFTER_SECONDS = 10;

interface Batch {
  readonly reachable: ReadonlyMap<string, Reachable>;
  readonly languages: ReadonlyMap<string, Language>;
  readonly tokens: ReadonlyMap<string, string>;
}

/**
 * Sends a batch of planned mails, one after the other. Each is claimed and committed, looked at once more, sent, and
 * marked. Several workers may share a batch: a row is claimed by one of them. Throws when the mail server is out of reach,
 * so that the queue tries again; what has been sent by then stays sent.
 */
export async function sendMails(parts: SendingParts, messageIds: readonly string[]): Promise<RunSummary> {
  const { db, clock } = parts;
  const batch = await loadBatch(parts, messageIds);
  let [changed, skipped] = [0, 0];
  for (const messageId of messageIds) {
    const now = clock.now();
    const repeatBefore = parts.repeatInDoubt ? now.subtract({ seconds: REPEAT_AFTER_SECONDS }) : null;
    const claimed = await claimMessage(db, messageId, now, repeatBefore);
    if (!claimed) continue;
    const outcome = await sendOne(parts, batch, claimed, now);
    if (outcome === 'sent') changed += 1;
    else if (outcome === 'skipped') skipped += 1;
    else
      throw outcome.failure instanceof Error ? outcome.failure : new Error('the mail server is out of reach');
  }
  return { seen: messageIds.length, changed, skipped };
}

async function loadBatch({ db, clock, people }: SendingParts, messageIds: readonly string[]): Promise<Batch> {
  const found = await rows<{ person_id: string }>(
    db.read,
    'SELECT DISTINCT person_id FROM message WHERE id = ANY($1)',
    [messageIds],
  );
  const personIds = found.map(({ person_id }) => person_id);
  return {
    reachable: await listReachable(db.read, people, personIds, clock.now()),
    languages: await languagesOf(db.read, personIds),
    tokens: await tokensOf(db.read, personIds),
  };
}

type Outcome = 'sent' | 'skipped' | { readonly failure: unknown };

async function sendOne(
  parts: SendingParts,
  batch: Batch,
  claimed: Claimed,
  now: Temporal.Instant,
): Promise<Outcome> {
  const { db, mailer } = parts;
  const person = batch.reachable.get(claimed.personId);
  const why = person ? whyNotAnyMore(person, claimed, now, parts.rules) : 'not-employed';
  if (!person || why !== null) {
    await dropMessage(db, claimed.id, why ?? 'not-employed');
    return 'skipped';
  }
  if (person.email === null) {
    // E-mail was switched off meanwhile: the message stands in the app.
    await markSent(db, claimed.id, now, { channel: 'in-app' });
    return 'skipped';
  }
  const language = batch.languages.get(claimed.personId) ?? 'nl';
  const { day } = localMoment(now.epochMilliseconds, person.recipient.calendar.zone);
  const words = messageWords(language, claimed.kind, claimed.nudges, day);
  const mail = composeMail(words, {
    to: person.email,
    language,
    organisation: parts.organisation,
    publicUrl: parts.publicUrl,
    unsubscribeToken: batch.tokens.get(claimed.personId) ?? '',
    key: `nudge-${claimed.id}`,
  });
  try {
    await mailer.send(mail);
  } catch (error) {
    return settleFailure(parts, claimed, error, now);
  }
  await markSent(db, claimed.id, now);
  return 'sent';
}

/** The second look, at the moment of sending: in service, not away, inside a window, within the budget, still to be told? */
function whyNotAnyMore(
  person: Reachable,
  claimed: Claimed,
  now: Temporal.Instant,
  rules: NudgeRules,
): string | null {
  const { zone } = person.recipient.calendar;
  const { day } = localMoment(now.epochMilliseconds, zone);
  // Its key holds the day it was planned for: on another day it would not count as that day's one message.
  if (localMoment(claimed.plannedFor.getTime(), zone).day !== day) return 'another-day';
  if (!claimed.nudges.some((nudge) => !isOver(toNudge(nudge), day))) return 'nothing-to-tell';
  const sentBefore = claimed.others.map((at) => Temporal.Instant.fromEpochMilliseconds(at.getTime()));
  return blockedBy({ ...person.recipient, sentBefore }, now, rules, claimed.kind);
}

/** What became of a mail that the mailer would not take. */
async function settleFailure(
  { db, repeatInDoubt }: SendingParts,
  claimed: Claimed,
  error: unknown,
  now: Temporal.Instant,
): Promise<Outcome> {
  const fate = fateOf(error);
  if (fate === 'refused') {
    await markSent(db, claimed.id, now, { channel: 'in-app', outcome: 'address-refused' });
    return 'skipped';
  }
  if (fate === 'not-taken' || repeatInDoubt) await releaseMessage(db, claimed.id);
  else await markSent(db, claimed.id, now, { outcome: 'unconfirmed' });
  return { failure: error };
}
