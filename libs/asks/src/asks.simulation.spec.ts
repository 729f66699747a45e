import { Temporal } from 'temporal-polyfill';
import { personCalendar } from '#nudges';
import { findRings, type ThanksEdge } from './find-rings.js';
import { pointsFor, refuseReward, REWARD_RULES } from './reward-rules.js';
import { type Candidate, draw, routeAsk } from './route-ask.js';
import { askFacts, at, candidate, gini } from './testing/index.js';
import { afterWorking } from './working-time.js';

const ASKS = 1000;
const WEEKS = 8;
const PEOPLE = 120;
const START = at('2026-10-12T06:00:00Z');
const DAY = 86_400_000;
const BUDGET = 40_000;
const ZONES = ['Europe/Amsterdam', 'Europe/Lisbon', 'America/Curacao'];
const REWARD = { points: 30, cents: 1000, isRetired: false };

interface Person {
  readonly id: string;
  readonly zone: string;
  readonly workingDays: number[];
  readonly absences: { from: string; to: string }[];
  readonly holidays: string[];
  readonly base: Candidate;
}

const dayOf = (days: number): string => new Date(START + days * DAY).toISOString().slice(0, 10);
const chance = (...of: (string | number)[]): number => draw(of.join(' '));

function person(index: number): Person {
  const id = `p${String(index).padStart(3, '0')}`;
  const zone = ZONES[index % 8 === 0 ? 1 : index % 8 === 1 ? 2 : 0] as string;
  const workingDays = index % 5 === 0 ? [1, 2, 4] : index % 7 === 0 ? [2, 3, 4, 5] : [1, 2, 3, 4, 5];
  const away = Math.floor(chance(id, 'away') * WEEKS * 7);
  const absences = index % 3 === 0 ? [{ from: dayOf(away), to: dayOf(away + 9) }] : [];
  const holidays = zone === 'Europe/Lisbon' ? ['2026-12-01'] : [];
  const base = candidate(id, {
    calendar: personCalendar({ zone, workingDays, absences, holidays }),
    ...{ languages: index % 4 === 0 ? ['nl', 'en'] : ['nl'], siteId: zone, perWeek: 5 },
    ...{ evidenceDays: Math.floor(chance(id, 'evidence') * 300), isWilling: index % 10 !== 9 },
  });
  return { id, zone, workingDays, absences, holidays, base };
}

/** Looks at the wall clock anew, without the code under test. */
function isQuietFor({ zone, workingDays, absences, holidays }: Person, moment: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  const day = local.toPlainDate().toString();
  const minute = local.hour * 60 + local.minute;
  return (
    !workingDays.includes(local.dayOfWeek) ||
    absences.some(({ from, to }) => from <= day && day <= to) ||
    holidays.includes(day) ||
    minute < 510 ||
    minute >= 1050
  );
}

function simulate() {
  const people = Array.from({ length: PEOPLE }, (_, index) => person(index));
  const turns = new Map<string, number[]>(people.map(({ id }) => [id, []]));
  const open = new Map<string, number[]>(people.map(({ id }) => [id, []]));
  const thanks: { from: string; to: string; at: number }[] = [];
  const points = new Map<string, number>();
  const seen = { quiet: 0, asked: 0, solved: 0, handedOn: 0, waited: 0, lost: 0, spent: 0, refused: 0 };

  const thank = (from: string, to: string, moment: number): void => {
    const day = Math.floor(moment / DAY);
    const mine = thanks.filter((one) => one.to === to);
    const given = pointsFor(REWARD_RULES, {
      today: mine.filter((one) => Math.floor(one.at / DAY) === day).length,
      pair: thanks.filter((one) => [one.from, one.to].sort().join() === [from, to].sort().join()).length,
      period: mine.length,
    });
    thanks.push({ from, to, at: moment });
    points.set(to, (points.get(to) ?? 0) + given.points);
    const balance = points.get(to) ?? 0;
    if (balance < REWARD.points) return;
    const refusal = refuseReward(REWARD, balance, { cents: BUDGET, spent: seen.spent });
    if (refusal !== null) return void (seen.refused += 1);
    points.set(to, balance - REWARD.points);
    seen.spent += REWARD.cents;
  };

  const moments = Array.from({ length: ASKS }, (_, index) =>
    Math.floor(START + chance('when', index) * WEEKS * 7 * DAY),
  );
  for (const [index, moment] of moments.sort((a, b) => a - b).entries()) {
    const asker = people[Math.floor(chance('who', index) * PEOPLE)] as Person;
    const ask = askFacts({ askerId: asker.id, siteId: asker.zone, language: index % 20 === 0 ? 'en' : 'nl' });
    const askedIds: string[] = [];
    let now: number | null = moment;
    let outcome: 'solved' | 'handedOn' | 'waited' | undefined;
    while (outcome === undefined && now !== null) {
      const standing: number = now;
      const since = (list: readonly number[], days: number) =>
        list.filter((one) => one > standing - days * DAY && one <= standing).length;
      const candidates = people.map(({ id, base }) => {
        const own = turns.get(id) ?? [];
        return {
          ...base,
          ...{ asksThisWeek: since(own, 7), askedLately: since(own, 28) },
          openAsks: (open.get(id) ?? []).filter((until) => until > standing).length,
        };
      });
      const route = routeAsk({ ...ask, askedIds }, candidates, standing, `ask ${index}`);
      const [first] = route.helpers;
      if (!first) {
        // Everybody's evening: it waits for the first who is back. Nobody left to ask: a ticket.
        outcome = route.backAt === null || askedIds.length > 0 ? 'handedOn' : 'waited';
        break;
      }
      const helper = people.find(({ id }) => id === first.personId) as Person;
      seen.asked += 1;
      if (isQuietFor(helper, standing)) seen.quiet += 1;
      turns.get(helper.id)?.push(standing);
      askedIds.push(helper.id);
      const { calendar, windows } = helper.base;
      if (chance('takes', index, helper.id) < 0.7) {
        const done =
          afterWorking(calendar, windows, standing, 5 + Math.floor(chance('solves', index) * 60)) ?? standing;
        open.get(helper.id)?.push(done);
        thank(asker.id, helper.id, done);
        outcome = 'solved';
      } else {
        now = afterWorking(calendar, windows, standing, 30);
        open.get(helper.id)?.push(now ?? standing);
        if (now === null) outcome = 'handedOn';
      }
    }
    if (outcome === undefined) seen.lost += 1;
    else seen[outcome] += 1;
  }
  // Two who meet at the coffee machine and thank each other for nothing, and three in a circle.
  for (let round = 0; round < 8; round += 1) {
    const moment = START + round * 3 * DAY + 9 * 3_600_000;
    for (const [from, to] of [
      ['p010', 'p011'],
      ['p011', 'p010'],
      ['p030', 'p031'],
      ['p031', 'p032'],
      ['p032', 'p030'],
    ] as const)
      thank(from, to, moment);
  }
  return { people, turns, thanks, seen };
}

describe('a thousand asks over eight weeks', () => {
  const { people, turns, thanks, seen } = simulate();

  it('ask nobody who is absent, free or in quiet hours', () => {
    expect(seen.asked).toBeGreaterThan(ASKS / 3);
    expect(seen.quiet).toBe(0);
  });

  it('always end somewhere: solved, with IT, or waiting for the first who is back', () => {
    expect(seen.lost).toBe(0);
    expect(seen.solved + seen.handedOn + seen.waited).toBe(ASKS);
    expect(seen.solved).toBeGreaterThan(200);
  });

  it('share the load fairly', () => {
    const loads = people.filter(({ base }) => base.isWilling).map(({ id }) => turns.get(id)?.length ?? 0);
    expect(gini(loads)).toBeLessThan(0.4);
    expect(gini([0, 0, 0, 10])).toBeCloseTo(0.75);
  });

  it('never spend more than the budget, and do reach its end', () => {
    expect(seen.spent).toBeLessThanOrEqual(BUDGET);
    expect(seen.refused).toBeGreaterThan(0);
  });

  it('show the planted rings and accuse nobody else', () => {
    const counts = new Map<string, ThanksEdge>();
    for (const { from, to } of thanks) {
      const known = counts.get(`${from} ${to}`);
      counts.set(`${from} ${to}`, { fromId: from, toId: to, count: (known?.count ?? 0) + 1 });
    }
    expect(findRings([...counts.values()]).map(({ people: round }) => round)).toEqual([
      ['p010', 'p011'],
      ['p030', 'p031', 'p032'],
    ]);
  });
});
