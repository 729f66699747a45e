import fc from 'fast-check';
import { applyPlan } from '../testing/apply-plan.js';
import { fileOf, fileRow, type FileRow, planText } from '../testing/hr-file.js';
import { EMPTY_COMPANY, type Company } from './company.js';
import { addDays, type Day } from './day.js';

const TODAY = '2026-11-21';

/** What HR itself believes of one person: the truth that a file tells of. */
interface Life {
  readonly number: string;
  readonly work: { startsOn: Day; endsOn: Day | null; job: string }[];
  /** Up to which day an absence is known; the next one starts later, for an overlapping one corrects the start of the same. */
  awayUntil: Day;
  absence: { type: 'ziekte' | 'zorgverlof'; from: Day; until: Day | null } | null;
}

type Act =
  | { readonly kind: 'hire'; readonly in: number; readonly job: string }
  | { readonly kind: 'leave'; readonly in: number }
  | { readonly kind: 'stay' }
  | { readonly kind: 'move'; readonly job: string }
  | {
      readonly kind: 'away';
      readonly in: number;
      readonly days: number | null;
      readonly type: 'ziekte' | 'zorgverlof';
    }
  | { readonly kind: 'back' }
  | { readonly kind: 'nothing' };

const job = fc.constantFrom('Planner', 'Inkoper', 'Chauffeur', 'Docent');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('hire' as const), in: fc.integer({ min: -20, max: 40 }), job }),
  fc.record({ kind: fc.constant('leave' as const), in: fc.integer({ min: 0, max: 40 }) }),
  fc.constant({ kind: 'stay' } as const),
  fc.record({ kind: fc.constant('move' as const), job }),
  fc.record({
    kind: fc.constant('away' as const),
    in: fc.integer({ min: -10, max: 20 }),
    days: fc.option(fc.integer({ min: 0, max: 60 })),
    type: fc.constantFrom('ziekte' as const, 'zorgverlof' as const),
  }),
  fc.constant({ kind: 'back' } as const),
  fc.constant({ kind: 'nothing' } as const),
);
/** Each step: days that pass, and what happens to each of three people on the day of the file. */
const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.tuple(act, act, act)), {
  minLength: 2,
  maxLength: 8,
});

const covers = (stretch: { startsOn: Day; endsOn: Day | null }, on: Day): boolean =>
  stretch.startsOn <= on && (stretch.endsOn === null || stretch.endsOn >= on);

/** Changes what HR believes; gives the first day of a past that HR tells only now. */
function live(life: Life, what: Act, today: Day): Day | null {
  const last = life.work.at(-1);
  const ends = last?.endsOn ?? null;
  const works = last !== undefined && (ends === null || ends >= today);
  if (what.kind === 'hire' && !works) {
    const startsOn = addDays(today, what.in);
    // A day between: what follows at once is one employment, and its first job would be HR's last word on all of it.
    if (ends !== null && startsOn <= addDays(ends, 1)) return null;
    life.work.push({ startsOn, endsOn: null, job: what.job });
    return startsOn < today ? startsOn : null;
  }
  if (last === undefined || !works) return null;
  if (what.kind === 'leave') {
    const day = addDays(today, what.in);
    last.endsOn = day < last.startsOn ? last.startsOn : day;
  }
  if (what.kind === 'stay') last.endsOn = null;
  if (what.kind === 'move') last.job = what.job;
  if (what.kind === 'away' && life.absence === null) {
    const from = addDays(today, what.in);
    if (from <= life.awayUntil) return null;
    life.absence = {
      type: what.type,
      from,
      until: what.days === null ? null : addDays(today, what.days + 20),
    };
    return from < today ? from : null;
  }
  if (what.kind === 'back') forget(life, today);
  return null;
}

function forget(life: Life, today: Day): void {
  if (life.absence !== null) life.awayUntil = life.absence.from < today ? today : life.awayUntil;
  life.absence = null;
}

function rowsOf(life: Life, today: Day): FileRow[] {
  const dutch = (day: Day | null): string => (day === null ? '' : day.split('-').reverse().join('-'));
  if (life.absence?.until && life.absence.until < today) forget(life, today);
  return life.work.map(({ startsOn, endsOn, job: name }, index) => {
    const away = index === life.work.length - 1 ? life.absence : null;
    return fileRow({
      Personeelsnummer: life.number,
      'In dienst': dutch(startsOn),
      'Uit dienst': dutch(endsOn),
      Functie: name,
      Afwezigheid: away?.type ?? '',
      'Afwezig vanaf': dutch(away?.from ?? null),
      'Afwezig t/m': dutch(away?.until ?? null),
    });
  });
}

/** What holds on a day: the jobs, and the kinds of absence. */
function asOf(company: Company, number: string, on: Day): { jobs: string[]; away: string[] } {
  const known = company.people.find((person) => person.number === number);
  const working = (known?.employments ?? []).filter((employment) => covers(employment, on));
  return {
    jobs: working.flatMap(({ placements }) =>
      placements.filter((one) => covers(one, on)).map((one) => one.job),
    ),
    away: (known?.absences ?? []).filter((one) => covers(one, on)).map(({ type }) => type),
  };
}

function told(life: Life, on: Day): { jobs: string[]; away: string[] } {
  const { absence } = life;
  const isAway = absence !== null && absence.from <= on && (absence.until === null || absence.until >= on);
  return {
    jobs: life.work.filter((one) => covers(one, on)).map((one) => one.job),
    away: isAway ? [absence.type === 'ziekte' ? 'sick' : 'care'] : [],
  };
}

describe('random lives of three people, told by a file now and then', () => {
  it('are known on every day as HR told them: today’s facts are the file’s, and yesterday’s never change', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const lives: Life[] = ['1', '2', '3'].map((number) => ({
          number,
          work: [],
          absence: null,
          awayUntil: '',
        }));
        let company = EMPTY_COMPANY;
        let today = TODAY;
        const seen: { number: string; on: Day; jobs: string[]; away: string[] }[] = [];
        for (const [days, acts] of steps) {
          today = addDays(today, days);
          lives.forEach((life, index) => {
            const since = live(life, acts[index] ?? { kind: 'nothing' }, today);
            // HR tells of the past only now: those days are known better from here on.
            if (since !== null)
              for (let at = seen.length - 1; at >= 0; at -= 1)
                if (seen[at]?.number === life.number && (seen[at]?.on ?? '') >= since) seen.splice(at, 1);
          });
          const rows = lives.flatMap((life) => rowsOf(life, today));
          if (rows.length === 0) continue;
          company = applyPlan(company, planText(company, fileOf(rows), today));
          for (const life of lives) {
            const now = asOf(company, life.number, today);
            expect(now).toEqual(told(life, today));
            seen.push({ number: life.number, on: today, ...now });
          }
          for (const { number, on, ...was } of seen)
            expect({ on, ...asOf(company, number, on) }).toEqual({ on, ...was });
        }
      }),
      { numRuns: Number(process.env['HISTORIES'] ?? 1000) },
    );
  }, 600_000);
});
