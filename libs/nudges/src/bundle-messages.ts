import type { Temporal } from 'temporal-polyfill';
import { type Db, one, rows, type RunSummary, type Tx } from '#kernel';
import type { PeopleService } from '#people';
import { groupBy } from './group-by.js';
import { dayText, localMoment } from './local-time.js';
import { enqueueMails } from './mail-jobs.js';
import type { Channel } from './nudge.entity.js';
import { type Message, plan } from './plan.js';
import { listReachable, listZones, type NudgeFact, toNudge } from './recipients.queries.js';
import type { NudgeRules } from './send-windows.js';
import { resumeStuck } from './resume-messages.js';

/** People per transaction. */
const CHUNK = 2000;

export interface BundlingParts {
  readonly db: Db;
  readonly people: PeopleService;
  readonly rules: NudgeRules;
  /** May a mail of unknown fate go out again? */
  readonly repeatInDoubt: boolean;
}

interface Decided {
  readonly personId: string;
  readonly channel: Channel;
  readonly key: string;
  readonly message: Message;
}

/**
 * Turns waiting reasons into messages, for everybody for whom this is a good moment. In-app messages are there at once;
 * mails are handed to the outbox, a hundred at a time. Two runs at the same moment do not get in each other's way: the
 * second one finds the door locked and leaves. `only` looks at these people alone: what is told at once does not wait for
 * the next run.
 */
export async function bundleMessages(
  parts: BundlingParts,
  now: Temporal.Instant,
  dry: boolean,
  only: readonly string[] | null = null,
): Promise<RunSummary> {
  if (!dry && only === null) await resumeStuck(parts.db, parts.repeatInDoubt, now);
  const total = { seen: 0, changed: 0, skipped: 0 };
  const notes = new Map<string, number>();
  let after = '00000000-0000-0000-0000-000000000000';
  while (true) {
    const chunk = await (dry
      ? bundleChunk(parts, parts.db.read, { after, only }, now, true)
      : parts.db.transaction((tx) => bundleChunk(parts, tx, { after, only }, now, false)));
    if (chunk === 'busy') return { ...total, notes: ['another run is busy'] };
    total.seen += chunk.seen;
    total.changed += dry ? 0 : chunk.messages;
    total.skipped += chunk.waiting;
    if (dry && chunk.messages > 0)
      notes.set('would go out', (notes.get('would go out') ?? 0) + chunk.messages);
    for (const [why, count] of chunk.why) notes.set(why, (notes.get(why) ?? 0) + count);
    if (chunk.last === null) break;
    after = chunk.last;
  }
  return { ...total, notes: [...notes].map(([why, count]) => `${why}: ${count}`) };
}

interface Chunk {
  readonly seen: number;
  readonly messages: number;
  readonly waiting: number;
  readonly why: ReadonlyMap<string, number>;
  /** Where the next chunk starts; null when this was the last. */
  readonly last: string | null;
}

/** People after an id, or of these alone. */
interface Whom {
  readonly after: string;
  readonly only: readonly string[] | null;
}

async function bundleChunk(
  parts: BundlingParts,
  tx: Tx,
  whom: Whom,
  now: Temporal.Instant,
  dry: boolean,
): Promise<Chunk | 'busy'> {
  if (!dry && !(await lockBundling(tx))) return 'busy';
  const pending = await listWaiting(tx, await openZones(tx, parts.rules, now), whom, dry);
  const byPerson = groupBy(pending, ({ personId }) => personId);
  const personIds = [...byPerson.keys()];
  const reachable = await listReachable(tx, parts.people, personIds, now);

  const decided: Decided[] = [];
  const over: string[] = [];
  const why = new Map<string, number>();
  for (const [personId, own] of byPerson) {
    const person = reachable.get(personId);
    if (!person) continue;
    const outcome = plan({ ...person.recipient, pending: own.map(toNudge) }, now, parts.rules);
    over.push(...outcome.over);
    for (const one of outcome.waiting) why.set(one.why, (why.get(one.why) ?? 0) + 1);
    if (!outcome.message) continue;
    const { day } = localMoment(now.epochMilliseconds, person.recipient.calendar.zone);
    decided.push({
      personId,
      channel: person.email === null ? 'in-app' : 'email',
      // Told at once is told once; of the others there is one a day.
      key: `${personId} ${outcome.message.kind === 'direct' ? outcome.message.lines[0] : dayText(day)}`,
      message: outcome.message,
    });
  }
  const chunk = {
    seen: pending.length,
    waiting: [...why.values()].reduce((sum, count) => sum + count, 0),
    why,
    last: personIds.length < CHUNK ? null : (personIds.at(-1) ?? null),
  };
  if (dry) return { ...chunk, messages: decided.length };
  await expire(tx, over, now);
  return { ...chunk, messages: await writeMessages(tx, decided, now) };
}

/** Held until the transaction ends. */
async function lockBundling(tx: Tx): Promise<boolean> {
  const lock = await one<{ got: boolean }>(
    tx,
    `SELECT pg_try_advisory_xact_lock(hashtext('nudges.bundle')) AS got`,
  );
  return lock?.got ?? false;
}

/** Zones in which a window is open now, of day or night; nobody elsewhere needs to be looked at. */
async function openZones(tx: Tx, rules: NudgeRules, now: Temporal.Instant): Promise<string[]> {
  const windows = [...rules.windows, ...rules.nightWindows, ...rules.directWindows];
  return (await listZones(tx)).filter((zone) => {
    const { minute } = localMoment(now.epochMilliseconds, zone);
    return windows.some(({ from, to }) => from <= minute && minute < to);
  });
}

/** What waits for the next people after a person id; locked, so that nobody cancels what is being put into a message. */
async function listWaiting(
  tx: Tx,
  zones: readonly string[],
  { after, only }: Whom,
  dry: boolean,
): Promise<NudgeFact[]> {
  return rows(
    tx,
    `SELECT n.id, n.person_id AS "personId", n.purpose, n.subject, n.category, n.about_on AS "aboutOn", n.collected_at AS "collectedAt"
     FROM nudge n
     WHERE n.state = 'pending' AND n.message_id IS NULL AND n.person_id IN (
       SELECT DISTINCT w.person_id FROM nudge w JOIN person p ON p.id = w.person_id
       WHERE w.state = 'pending' AND w.message_id IS NULL AND p.zone = ANY($1) AND w.person_id > $2 AND ($3::uuid[] IS NULL OR w.person_id = ANY($3))
       ORDER BY w.person_id LIMIT ${CHUNK})
     ORDER BY n.person_id, n.id${dry ? '' : ' FOR UPDATE OF n'}`,
    [zones, after, only],
  );
}

async function expire(tx: Tx, nudgeIds: readonly string[], now: Temporal.Instant): Promise<void> {
  if (nudgeIds.length === 0) return;
  await rows(
    tx,
    `UPDATE nudge SET state = 'expired', closed_at = $2 WHERE id = ANY($1) AND state = 'pending'`,
    [nudgeIds, now.toString()],
  );
}

/** Writes messages and ties their nudges to them; the key keeps a second message of the same day out. */
async function writeMessages(tx: Tx, decided: readonly Decided[], now: Temporal.Instant): Promise<number> {
  if (decided.length === 0) return 0;
  const added = await rows<{ id: string; key: string; channel: Channel }>(
    tx,
    `INSERT INTO message (person_id, channel, kind, key, planned_for, state, sent_at)
     SELECT m.person_id, m.channel, m.kind, m.key, $5, s.state, CASE s.state WHEN 'sent' THEN $5::timestamptz END
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS m(person_id, channel, kind, key)
     CROSS JOIN LATERAL (SELECT CASE m.channel WHEN 'in-app' THEN 'sent' ELSE 'planned' END AS state) s
     ON CONFLICT (key) WHERE state <> 'dropped' DO NOTHING RETURNING id, key, channel`,
    [
      decided.map(({ personId }) => personId),
      decided.map(({ channel }) => channel),
      decided.map(({ message }) => message.kind),
      decided.map(({ key }) => key),
      now.toString(),
    ],
  );
  const byKey = new Map(added.map((message) => [message.key, message]));
  const ties = decided.flatMap(({ key, message }) => {
    const row = byKey.get(key);
    return row ? [...message.lines, ...message.covered].map((nudgeId) => ({ nudgeId, row })) : [];
  });
  await rows(
    tx,
    `UPDATE nudge n SET message_id = t.message_id, state = CASE WHEN t.told THEN 'sent' ELSE n.state END,
            closed_at = CASE WHEN t.told THEN $4::timestamptz END
     FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS t(nudge_id, message_id, told) WHERE n.id = t.nudge_id`,
    [
      ties.map(({ nudgeId }) => nudgeId),
      ties.map(({ row }) => row.id),
      ties.map(({ row }) => row.channel === 'in-app'),
      now.toString(),
    ],
  );
  await enqueueMails(
    tx,
    added.flatMap(({ id, channel }) => (channel === 'email' ? [id] : [])),
  );
  return added.length;
}
