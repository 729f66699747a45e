import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  forbidden,
  may,
  notFound,
  type PageQuery,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import { categorySubject, reminderPeriod, requirementSubject } from './new-nudge.js';
import { FORECAST_DAYS, forecast, type Forecast, type ForecastPerson } from './forecast.js';
import { groupBy } from './group-by.js';
import {
  countUnread,
  findMessage,
  type InboxMessage,
  listAllPending,
  listInbox,
  listKnownDays,
  listPending,
  listReminded,
  markRead,
} from './inbox.queries.js';
import { type Day, dayNumber, dayText } from './local-time.js';
import type { TellingNudge } from './message-words.js';
import type { Nudge } from './nudge.js';
import { canForecast, hasInbox } from './nudges.access.js';
import { rulesOf } from './nudges.config.js';
import type { ChangePreferences } from './nudges.schemas.js';
import { foretell } from './plan.js';
import {
  findByToken,
  findPreferences,
  type PreferenceRow,
  savePreferences,
  unsubscribeByToken,
} from './preferences.queries.js';
import { listReachable, toNudge } from './recipients.queries.js';
import type { NudgeRules } from './send-windows.js';

export interface PlannedMessage {
  readonly at: Temporal.Instant;
  readonly nudges: readonly TellingNudge[];
}

export interface Inbox {
  readonly items: readonly InboxMessage[];
  readonly next: string | null;
  readonly unread: number;
  readonly planned: PlannedMessage | null;
}

/** Something a policy would ask, for a forecast before it is switched on. */
export interface WouldAsk {
  readonly personId: string;
  readonly category: string;
  readonly dueOn: Day;
}

export type ReminderVerdict = 'goes-out' | 'reminded-this-week' | 'not-now';

const FEWER_PER_WEEK = 1;
const LONGEST_PAUSE_DAYS = 31;

/** What people see and choose about their messages, and what HR can foresee. */
@Injectable()
export class NudgesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  get rules(): NudgeRules {
    return rulesOf(this.config);
  }

  /** How many messages somebody has not read yet. For riding along in another statement: `unreadCountSql`. */
  unreadCount(tx: Tx, personId: string): Promise<number> {
    return countUnread(tx, personId);
  }

  async inbox(actor: Actor, query: PageQuery): Promise<Inbox> {
    const personId = ownId(actor);
    const tx = this.db.read;
    return {
      ...(await listInbox(tx, personId, query)),
      unread: await countUnread(tx, personId),
      planned: await this.plannedFor(tx, personId),
    };
  }

  /** Marks a message as read and gives it, so that the reader can be taken to what it is about. */
  async open(actor: Actor, messageId: string): Promise<InboxMessage> {
    const personId = ownId(actor);
    return this.db.transaction(async (tx) => {
      await markRead(tx, personId, messageId, this.clock.now());
      const message = await findMessage(tx, personId, messageId);
      if (!message) throw notFound('message');
      return message;
    });
  }

  readAll(actor: Actor): Promise<number> {
    return markRead(this.db.read, ownId(actor), null, this.clock.now());
  }

  async preferences(actor: Actor): Promise<PreferenceRow & { email: string | null }> {
    const personId = ownId(actor);
    const person = await this.people.getPerson(this.db.read, personId);
    return { ...(await findPreferences(this.db.read, personId)), email: person.email };
  }

  /** A person may always choose less: fewer messages, no e-mail, a pause of at most 31 days. */
  async changePreferences(actor: Actor, change: ChangePreferences): Promise<void> {
    const personId = ownId(actor);
    const pausedUntil = change.pausedUntil === undefined ? undefined : this.pauseEnd(change.pausedUntil);
    await this.db.transaction(async (tx) => {
      await savePreferences(tx, personId, {
        ...(change.fewer === undefined ? {} : { perWeek: change.fewer ? FEWER_PER_WEEK : null }),
        ...(change.email === undefined ? {} : { emailOn: change.email }),
        ...(pausedUntil === undefined ? {} : { pausedUntil }),
      });
      await audit(
        tx,
        actor,
        {
          action: 'nudge-preference.changed',
          subject: { type: 'person', id: personId },
          changes: { ...change },
        },
        this.clock.now(),
      );
    });
  }

  /** No messages for a week from now. */
  pauseForAWeek(actor: Actor): Promise<void> {
    return this.changePreferences(actor, {
      pausedUntil: this.clock
        .now()
        .add({ hours: 24 * 7 })
        .toString(),
    });
  }

  resume(actor: Actor): Promise<void> {
    return this.changePreferences(actor, { pausedUntil: null });
  }

  /** Whether this token is somebody's, and has been used. */
  async showUnsubscription(token: string): Promise<{ isDone: boolean }> {
    const found = await findByToken(this.db.read, token);
    if (!found) throw notFound('page');
    return { isDone: found.unsubscribedAt !== null };
  }

  /** Stops e-mail for whoever holds the token of a mail: no sign-in, no confirmation, harmless to repeat (RFC 8058). */
  async unsubscribe(token: string): Promise<void> {
    if (!(await unsubscribeByToken(this.db.read, token, this.clock.now()))) throw notFound('page');
  }

  /** The coming fourteen days for everybody; `wouldAsk` adds what a policy would ask if it were switched on today. */
  async forecast(actor: Actor, wouldAsk: readonly WouldAsk[] = []): Promise<Forecast> {
    may(canForecast(actor));
    const tx = this.db.read;
    const now = this.clock.now();
    const today = dayNumber(now.toZonedDateTimeISO('UTC').toPlainDate().toString());
    const pending = groupBy(await listAllPending(tx), ({ personId }) => personId);
    // An overdue day is told the day after, and a notice of thirty days may fall in the period.
    const known = groupBy(
      await listKnownDays(tx, dayText(today - 2), dayText(today + FORECAST_DAYS + 31)),
      ({ personId }) => personId,
    );
    const extra = groupBy(wouldAsk, ({ personId }) => personId);
    const personIds = [...new Set([...pending.keys(), ...known.keys(), ...extra.keys()])];
    const reachable = await listReachable(tx, this.people, personIds, now, FORECAST_DAYS + 2);
    const people = personIds.flatMap((personId): ForecastPerson[] => {
      const person = reachable.get(personId);
      if (!person) return [];
      const asked = extra.get(personId) ?? [];
      return [
        {
          recipient: { ...person.recipient, pending: (pending.get(personId) ?? []).map(toNudge) },
          known: [
            ...(known.get(personId) ?? []),
            ...asked.map(({ category, dueOn }) => ({
              kind: 'requirement' as const,
              subject: categorySubject(category),
              category,
              on: dueOn,
            })),
          ],
          extra: asked.map((one, index) => wouldNudge(one, index, now)),
        },
      ];
    });
    return forecast(people, now, this.rules);
  }

  /** What a manager's reminder would do for each of these people: shown before it is sent. */
  async previewReminders(tx: Tx, personIds: readonly string[]): Promise<Map<string, ReminderVerdict>> {
    const now = this.clock.now();
    const reminded = new Set(await listReminded(tx, personIds, reminderPeriod(now)));
    const reachable = await listReachable(tx, this.people, personIds, now);
    const week = now.add({ hours: 24 * 7 });
    return new Map(
      personIds.map((personId) => {
        if (reminded.has(personId)) return [personId, 'reminded-this-week'];
        const person = reachable.get(personId);
        const asked = {
          ...wouldNudge({ personId, category: '', dueOn: '' }, 0, now),
          purpose: 'reminder' as const,
          aboutOn: null,
        };
        const told = person
          ? foretell({ ...person.recipient, pending: [asked] }, [], now, week, this.rules)
          : [];
        return [personId, told.length > 0 ? 'goes-out' : 'not-now'];
      }),
    );
  }

  /** The next message of somebody if nothing else happens, so that nothing comes as a surprise. */
  private async plannedFor(tx: Tx, personId: string): Promise<PlannedMessage | null> {
    const pending = await listPending(tx, personId);
    if (pending.length === 0) return null;
    const now = this.clock.now();
    const person = (await listReachable(tx, this.people, [personId], now, 60)).get(personId);
    if (!person) return null;
    const recipient = { ...person.recipient, pending: pending.map(toNudge) };
    const [first] = foretell(recipient, [], now, now.add({ hours: 24 * 60 }), this.rules);
    if (!first) return null;
    const told = new Set(first.message.lines);
    return { at: first.at, nudges: pending.filter(({ id }) => told.has(id)) };
  }

  private pauseEnd(until: string | null): Temporal.Instant | null {
    if (until === null) return null;
    const latest = this.clock.now().add({ hours: 24 * LONGEST_PAUSE_DAYS });
    const asked = Temporal.Instant.from(until);
    return Temporal.Instant.compare(asked, latest) > 0 ? latest : asked;
  }
}

function ownId(actor: Actor): string {
  if (!hasInbox(actor)) throw forbidden();
  return actor.personId;
}

function wouldNudge({ category, dueOn }: WouldAsk, index: number, now: Temporal.Instant): Nudge {
  return {
    id: `would-ask-${index}`,
    purpose: 'required',
    subject: requirementSubject(`would-ask-${index}`),
    category,
    aboutOn: dueOn,
    collectedAt: now,
  };
}
