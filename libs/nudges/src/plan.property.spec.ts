import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { type Nudge, PURPOSES } from './nudge.js';
import { plan, type Recipient } from './plan.js';
import { DEFAULT_RULES } from './send-windows.js';
import { personCalendar } from './work-days.js';

// Both DST nights of Europe lie in this year; Curaçao has none.
const ZONES = ['Europe/Amsterdam', 'Europe/Lisbon', 'America/Curacao'] as const;
const START = Temporal.PlainDate.from('2026-06-01');
const DAYS = 365;
const STEP_MINUTES = 60;

const dayIn = (spread = DAYS) => fc.integer({ min: 0, max: spread }).map((days) => START.add({ days }));

const life = fc.record({
  zone: fc.constantFrom(...ZONES),
  workingDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }),
  nightShift: fc.boolean(),
  perWeek: fc.option(fc.integer({ min: 1, max: 5 })),
  holidays: fc.array(dayIn(), { maxLength: 12 }),
  absences: fc.array(fc.record({ from: dayIn(), length: fc.integer({ min: 0, max: 40 }) }), { maxLength: 4 }),
  pause: fc.option(
    fc.record({ from: fc.integer({ min: 0, max: DAYS * 24 }), hours: fc.integer({ min: 1, max: 168 }) }),
  ),
  // Most worker hours run; some outages of a few days.
  outages: fc.array(
    fc.record({ from: fc.integer({ min: 0, max: DAYS * 24 }), ticks: fc.integer({ min: 1, max: 200 }) }),
    { maxLength: 4 },
  ),
  events: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: DAYS * 24 * 60 }),
      purpose: fc.constantFrom(...PURPOSES),
      category: fc.constantFrom('A', 'B', 'C', 'D'),
      about: fc.integer({ min: -3, max: 60 }),
    }),
    { minLength: 20, maxLength: 160 },
  ),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

interface Sent {
  readonly at: Temporal.ZonedDateTime;
  readonly ids: readonly string[];
  readonly lines: number;
  readonly isDirect: boolean;
}

/** Runs the bundling for a year, as the schedule would; also checks that what was announced as "next" is what happens. */
function live(person: Life): Sent[] {
  const start = START.toZonedDateTime('UTC').toInstant();
  const arrivals = person.events
    .map(({ minute, purpose, category, about }, index): Nudge => {
      const collectedAt = start.add({ minutes: minute });
      return {
        id: `n${index}`,
        purpose: purpose,
        subject: `s${index}`,
        category: purpose === 'weekly-review' || purpose === 'milestone' ? null : category,
        aboutOn:
          purpose === 'milestone'
            ? null
            : collectedAt.toZonedDateTimeISO(person.zone).toPlainDate().add({ days: about }).toString(),
        collectedAt,
      };
    })
    .sort((a, b) => Temporal.Instant.compare(a.collectedAt, b.collectedAt));
  const calendar = personCalendar({
    zone: person.zone,
    workingDays: person.workingDays,
    nightShift: person.nightShift,
    holidays: person.holidays,
    absences: person.absences.map(({ from, length }) => ({ from, to: from.add({ days: length }) })),
  });
  const pausedUntil = person.pause ? start.add({ hours: person.pause.from + person.pause.hours }) : null;
  const pausedFrom = person.pause ? start.add({ hours: person.pause.from }) : null;
  const sent: Sent[] = [];
  let pending: Nudge[] = [];
  let announced: Temporal.Instant | null = null;
  for (let tick = 0; tick < (DAYS * 24 * 60) / STEP_MINUTES; tick += 1) {
    const now = start.add({ minutes: tick * STEP_MINUTES });
    if (person.outages.some(({ from, ticks }) => from <= tick && tick < from + ticks)) continue;
    const before = pending.length;
    while (arrivals[0] && Temporal.Instant.compare(arrivals[0].collectedAt, now) <= 0)
      pending.push(arrivals.shift() as Nudge);
    const isPaused = pausedFrom !== null && Temporal.Instant.compare(pausedFrom, now) <= 0;
    if (pending.length === 0) continue;
    const recipient: Recipient = {
      pending,
      sentBefore: sent.slice(-10).map(({ at }) => at.toInstant()),
      preferences: { perWeek: person.perWeek, pausedUntil: isPaused ? pausedUntil : null },
      calendar,
    };
    const decided = plan(recipient, now, DEFAULT_RULES);
    if (announced !== null && pending.length === before && !isPaused) {
      const isTime = Temporal.Instant.compare(announced, now) <= 0;
      // Announced and reached: unless the window has closed meanwhile it goes out; before that it never does.
      if (!isTime) expect(decided.message).toBeNull();
      else if (Temporal.Instant.compare(announced, now) === 0) expect(decided.message).not.toBeNull();
    }
    if (decided.message) {
      const ids = [...decided.message.lines, ...decided.message.covered];
      sent.push({
        at: now.toZonedDateTimeISO(person.zone),
        ids,
        lines: decided.message.lines.length,
        isDirect: decided.message.kind === 'direct',
      });
      pending = pending.filter(({ id }) => !ids.includes(id));
    }
    pending = pending.filter(({ id }) => !decided.over.includes(id));
    announced = decided.message ? null : decided.next;
  }
  return sent;
}

const minuteOf = (at: Temporal.ZonedDateTime): number => at.hour * 60 + at.minute;

describe('a year of random events in three zones', () => {
  it('never breaks a promise: budget, windows, quiet days, nothing twice', () => {
    let messages = 0;
    fc.assert(
      fc.property(life, (person) => {
        const sent = live(person);
        messages += sent.length;
        const perWeek = Math.min(person.perWeek ?? DEFAULT_RULES.perWeek, DEFAULT_RULES.perWeek);
        const windows = person.nightShift ? DEFAULT_RULES.nightWindows : DEFAULT_RULES.windows;
        const onWeekends = !person.workingDays.some((day) => day <= 5);
        sent.forEach(({ at, lines, isDirect }, index) => {
          const weekBefore = at.toInstant().subtract({ hours: 168 });
          const inWeek = sent
            .slice(0, index + 1)
            .filter((other) => Temporal.Instant.compare(other.at.toInstant(), weekBefore) > 0);
          expect(inWeek.length).toBeLessThanOrEqual(perWeek);
          const open = isDirect && !person.nightShift ? DEFAULT_RULES.directWindows : windows;
          expect(open.some(({ from, to }) => from <= minuteOf(at) && minuteOf(at) < to)).toBe(true);
          expect(person.workingDays).toContain(at.dayOfWeek);
          if (!onWeekends) expect(at.dayOfWeek).toBeLessThanOrEqual(5);
          const day = at.toPlainDate();
          expect(person.holidays.some((holiday) => holiday.equals(day))).toBe(false);
          for (const { from, length } of person.absences) {
            const isAway =
              Temporal.PlainDate.compare(from, day) <= 0 &&
              Temporal.PlainDate.compare(day, from.add({ days: length })) <= 0;
            expect(isAway).toBe(false);
          }
          expect(lines).toBeLessThanOrEqual(DEFAULT_RULES.maxLines);
          const previous = sent[index - 1];
          if (previous && !isDirect) {
            expect(previous.at.toPlainDate().equals(day)).toBe(false);
            expect(at.since(previous.at, { largestUnit: 'hours' }).hours).toBeGreaterThanOrEqual(
              DEFAULT_RULES.gapHours,
            );
          }
        });
        const ids = sent.flatMap((message) => message.ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 20, seed: 20261121 },
    );
    // The promises would be easy to keep by sending nothing.
    expect(messages).toBeGreaterThan(250);
  }, 120_000);
});
