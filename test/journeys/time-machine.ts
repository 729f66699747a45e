import { Temporal } from 'temporal-polyfill';
import { Dispatcher, Registry, type Schedule } from '#kernel';
import type { TestApp } from '../support/app.js';

/** The zones in which the story's people live. Hourly work is done just after each of their midnights. */
const ZONES = ['Europe/Amsterdam', 'Europe/Lisbon', 'America/Curacao'] as const;

/** When messages may go out somewhere: a quarter past nine in each zone, and at the start of the night shift. */
const SENDING: readonly (readonly [hour: number, zone: string])[] = [
  ...ZONES.map((zone) => [9, zone] as const),
  [22, 'Europe/Amsterdam'],
];

/** Hours at which it is tried every fifth day, and at which nothing may go out to most people. */
const TEMPTING = [3, 8, 12, 18, 21];

/** Schedules on which nothing in a year of days depends: sweeping up, drawing charts, and what other stories run. */
export const LEFT_OUT = [
  'asks.find-rings',
  'asks.forget',
  'asks.move-on',
  'attempts.count-exposure',
  'attempts.finish-overdue',
  'attempts.fit-memory',
  'attempts.measure-health',
  'attempts.open-exams',
  'calibrations.calibrate',
  'digests.check',
  'digests.refresh',
  'facilities.deliver',
  'facilities.reconcile',
  'facilities.tell-closing',
  'knowledge.refresh',
  'knowledge.remind-owners',
  'nudges.clean-up',
  'people.check-records',
  'people.close-imports',
  'people.watch-folder',
  'policies.snapshot',
  'roadmap.announce',
  'roadmap.snapshot',
  'sessions.clean-up',
  'surveys.turn',
  'tickets.deliver',
  'tickets.forget',
];

interface Stop {
  readonly at: Temporal.Instant;
  readonly schedule: string;
}

/** Lets days pass: moves the clock from stop to stop and runs what is due there, at its own local hour. */
export class TimeMachine {
  private readonly dispatcher: Dispatcher;
  private readonly schedules: readonly Schedule[];
  /** How often something was run. */
  runs = 0;

  /** `also`: schedules that this story needs although a year of days does not. */
  constructor(
    private readonly house: TestApp,
    also: readonly string[] = [],
  ) {
    this.dispatcher = house.app.get(Dispatcher);
    this.schedules = [...house.app.get(Registry).schedules.values()].filter(
      ({ name }) => !LEFT_OUT.includes(name) || also.includes(name),
    );
  }

  get names(): string[] {
    return this.schedules.map(({ name }) => name);
  }

  /** Goes on to a moment. What falls exactly on it is run. */
  async until(moment: string): Promise<void> {
    const end = Temporal.Instant.from(moment);
    const start = this.house.clock.now();
    if (Temporal.Instant.compare(end, start) < 0)
      throw new Error(`The clock never goes back: it is ${start.toString()}.`);
    let day = start.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 1 });
    const lastDay = end.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 1 });
    const stops: Stop[] = [];
    for (; Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 }))
      stops.push(...this.stopsOn(day));
    const due = stops
      .filter(({ at }) => Temporal.Instant.compare(at, start) > 0 && Temporal.Instant.compare(at, end) <= 0)
      .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    for (const { at, schedule } of due) {
      this.house.clock.set(at);
      await this.run(schedule);
      // Twice a month everything is run once more, as after a restart: that must change nothing.
      if (at.toZonedDateTimeISO('UTC').day % 15 === 1) {
        const again = await this.run(schedule);
        if (again.changed > 0 && !COUNTS_ANEW.includes(schedule))
          throw new Error(`${schedule} did something the second time at ${at.toString()}.`);
      }
    }
    this.house.clock.set(end);
  }

  private async run(schedule: string) {
    this.runs += 1;
    const summary = await this.dispatcher.runSchedule(schedule);
    if (summary.changed > 0) await this.house.drain();
    return summary;
  }

  private stopsOn(day: Temporal.PlainDate): Stop[] {
    return this.schedules.flatMap(({ name, cron, tz }) => {
      const [minutes = '', hours = '', , , weekday = '*'] = cron.split(' ');
      if (weekday !== '*' && Number(weekday) !== day.dayOfWeek) return [];
      const at = (zone: string, hour: number, minute: number): Stop => ({
        at: day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant(),
        schedule: name,
      });
      // Every ten minutes; at a quarter past the first window has opened and the digest is ripe.
      if (name === 'nudges.bundle') {
        const tempting = day.day % 5 === 0 ? TEMPTING.map((hour) => at('Europe/Amsterdam', hour, 5)) : [];
        return [...SENDING.map(([hour, zone]) => at(zone, hour, 15)), ...tempting];
      }
      const minute = Number(/^\d+/.exec(minutes)?.[0]);
      if (hours === '*') {
        // Who works at night has until noon.
        const noon = name === 'policies.remind' ? [at('Europe/Amsterdam', 12, minute)] : [];
        return [...ZONES.map((zone) => at(zone, 0, minute)), ...noon];
      }
      return [at(tz, Number(hours), minute)];
    });
  }
}

/** These report what they found, and leave it to others to tell it once. */
const COUNTS_ANEW = ['attempts.weekly-review'];
