import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { BATCH, batches, facilityClosing, facilityKept } from '#events';
import { Config, Db, publish, type RunSummary, type Tx } from '#kernel';
import { PeopleService, type WorkCalendar } from '#people';
import {
  type Closing,
  listComing,
  planClosings,
  type PlannedClosing,
  reconcileAccess,
} from './access.queries.js';
import { countDesired } from './desired.queries.js';
import { facilitiesConfig } from './facilities.config.js';
import { HORIZON_DAYS, nextWorkingStart } from './next-start.js';

type Notice = Closing & { readonly closesAt: Temporal.Instant; readonly zone: string };

/** Keeps what gatekeepers are told in step with who may what. */
@Injectable()
export class ReconcileService {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  /** Everybody, or what would be looked at when dry. */
  async runAll(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    if (dry) {
      const counts = await countDesired(this.db.read, whenOf(now));
      const seen = counts.reduce((sum, { n }) => sum + n, 0);
      return { seen, changed: 0, skipped: seen };
    }
    return this.db.transaction((tx) => this.reconcile(tx, now, null));
  }

  /**
   * Opens at once what is wanted; gives what the rule has closed the start of the person's next working day, tells them,
   * and closes it when that has come. `personIds` null means everybody.
   */
  async reconcile(tx: Tx, now: Temporal.Instant, personIds: readonly string[] | null): Promise<RunSummary> {
    const done = await reconcileAccess(tx, whenOf(now), personIds);
    const planned = await this.plan(tx, done.unplanned, now);
    await publish(
      tx,
      batches(done.kept, BATCH).map((items) => facilityKept({ items })),
    );
    await this.tell(tx, planned, now);
    const changed = done.opened + done.closed;
    return {
      seen: changed + done.unplanned.length,
      changed,
      skipped: done.unplanned.length - planned.length,
      notes: [`opened ${done.opened}, closed ${done.closed}, planned ${planned.length}`],
    };
  }

  /** Tells who loses what within the days of notice; nudges keeps anybody from hearing the same twice. */
  async tellComing(now: Temporal.Instant, dry: boolean): Promise<RunSummary> {
    const days = this.config.get(facilitiesConfig).FACILITIES_NOTICE_DAYS;
    return this.db.transaction(async (tx) => {
      const coming = await listComing(tx, whenOf(now), days);
      const calendars = await this.calendars(tx, coming, now, days);
      const notices = coming.flatMap((each): Notice[] => {
        const calendar = calendars.get(each.personId);
        if (!calendar) return [];
        const from = each.openUntil === null ? null : endOf(each.openUntil, calendar.zone);
        const closesAt =
          from === null ? instantOf(each.closesAt) : nextWorkingStart(calendar, from, this.hour);
        return closesAt === null ? [] : [{ ...each, closesAt, zone: calendar.zone }];
      });
      if (!dry) await this.tell(tx, notices, now);
      return { seen: coming.length, changed: dry ? 0 : notices.length, skipped: 0 };
    });
  }

  private async plan(tx: Tx, closings: readonly Closing[], now: Temporal.Instant): Promise<Notice[]> {
    const calendars = await this.calendars(tx, closings, now, 0);
    const planned = closings.map((closing): PlannedClosing & { zone: string } => {
      const calendar = calendars.get(closing.personId);
      const start = calendar ? nextWorkingStart(calendar, now, this.hour) : null;
      return { ...closing, closesAt: start?.toString() ?? null, zone: calendar?.zone ?? 'UTC' };
    });
    if (planned.length > 0) await planClosings(tx, planned);
    return planned.flatMap(({ closesAt, ...closing }) =>
      closesAt === null ? [] : [{ ...closing, closesAt: Temporal.Instant.from(closesAt) }],
    );
  }

  private async calendars(
    tx: Tx,
    closings: readonly Closing[],
    now: Temporal.Instant,
    ahead: number,
  ): Promise<Map<string, WorkCalendar>> {
    const ids = [...new Set(closings.map(({ personId }) => personId))];
    const from = Temporal.PlainDate.from(whenOf(now).on).subtract({ days: 1 });
    const to = from.add({ days: HORIZON_DAYS + ahead + 2 });
    const all = new Map<string, WorkCalendar>();
    for (const some of batches(ids, BATCH)) {
      for (const [id, calendar] of await this.people.workCalendar(tx, some, from, to)) all.set(id, calendar);
    }
    return all;
  }

  private async tell(tx: Tx, notices: readonly Notice[], now: Temporal.Instant): Promise<void> {
    const items = notices.map(({ personId, facilityId, category, name, closesAt, zone }) => {
      const closesOn = closesAt.toZonedDateTimeISO(zone).toPlainDate();
      const today = now.toZonedDateTimeISO(zone).toPlainDate();
      const daysLeft = today.until(closesOn, { largestUnit: 'days' }).days;
      return { personId, facilityId, category, name, closesOn: closesOn.toString(), daysLeft };
    });
    await publish(
      tx,
      batches(items, BATCH).map((some) => facilityClosing({ items: some })),
    );
  }

  private get hour(): number {
    return this.config.get(facilitiesConfig).FACILITIES_CLOSING_HOUR;
  }
}

/** The moment, and the day that decides who is at work. */
export function whenOf(now: Temporal.Instant): { on: string; at: string } {
  return { on: now.toString().slice(0, 10), at: now.toString() };
}

const instantOf = (at: Date | null): Temporal.Instant | null =>
  at === null ? null : Temporal.Instant.fromEpochMilliseconds(at.getTime());

/** The last moment of a day: a working day begins after it. */
function endOf(day: string, zone: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({
    seconds: 1,
  });
}
