import fc from 'fast-check';
import { burnUp } from './burn-up.js';
import { dumbbell } from './dumbbell.js';
import { stackedBars } from './bars.js';
import { linear, roundTop, spread } from './scale.js';
import { sparkline } from './spark.js';

const words = { done: 'Behaald', plan: 'Plan', target: 'Doel', day: 'Dag' };

describe('scales', () => {
  it('put the ends of the domain at the ends of the range, and a single point in the middle', () => {
    const scale = linear([10, 20], [0, 100]);
    expect([scale(10), scale(15), scale(20)]).toEqual([0, 50, 100]);
    expect(linear([5, 5], [0, 100])(5)).toBe(50);
  });

  it('give every axis a round top that no value passes', () => {
    expect([0, 1, 3, 12, 50, 51, 65, 240].map(roundTop)).toEqual([1, 1, 3, 20, 50, 60, 80, 300]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => roundTop(n) >= n && roundTop(n) <= 10 * n),
    );
  });

  it('spread ticks over a list with its first and last', () => {
    expect(spread(['a', 'b', 'c', 'd', 'e'], 3).map(({ value }) => value)).toEqual(['a', 'c', 'e']);
    expect(spread(['a', 'b'], 5).map(({ value }) => value)).toEqual(['a', 'b']);
  });
});

describe('the burn-up', () => {
  const chart = burnUp({
    language: 'nl',
    headline: 'Nog 12 te gaan',
    done: [
      { on: '2026-11-01', value: 0 },
      { on: '2026-11-03', value: 10 },
      { on: '2026-11-11', value: 38 },
    ],
    plan: [
      { on: '2026-11-01', value: 0 },
      { on: '2026-11-11', value: 50 },
    ],
    target: 50,
    words,
  });

  it('spaces days by the calendar and draws more as higher', () => {
    const [wide] = chart.sizes;
    expect(wide?.line).toBe('M40 222L157.6 181.2L628 67');
    expect(wide?.targetY).toBe(18);
    expect(wide?.last).toMatchObject({ label: '38', anchor: 'end' });
  });

  it('says the same in a table, with a dash where nothing was planned', () => {
    expect(chart.table.heads).toEqual(['Dag', 'Behaald', 'Plan']);
    expect(chart.table.rows[1]).toEqual(['3 nov. 2026', '10', '–']);
  });

  it('writes no two days over each other, and always the last one', () => {
    const crowded = burnUp({
      language: 'nl',
      headline: '',
      done: ['2026-11-23', '2026-11-25', '2026-11-27', '2026-11-28'].map((on, value) => ({ on, value })),
      plan: [
        { on: '2026-11-23', value: 0 },
        { on: '2026-12-18', value: 9 },
      ],
      target: 9,
      words,
    });
    for (const { ticksX } of crowded.sizes) {
      expect(ticksX.map(({ label }) => label)).toEqual(expect.arrayContaining(['23 nov.', '18 dec.']));
      const middles = ticksX.map(
        ({ x, anchor }) => x + (anchor === 'start' ? 28 : anchor === 'end' ? -28 : 0),
      );
      expect(middles.every((x, i) => i === 0 || x - (middles[i - 1] ?? 0) >= 56)).toBe(true);
    }
  });

  it('draws one single day without breaking', () => {
    const one = burnUp({
      language: 'en',
      headline: '',
      done: [{ on: '2026-11-01', value: 3 }],
      target: 9,
      words,
    });
    expect(JSON.stringify(one)).not.toMatch(/NaN|null,"label"/);
    expect(one.sizes[0]?.last?.label).toBe('3');
  });
});

describe('the dumbbell', () => {
  it('writes each value on its own outer side and hides too small groups', () => {
    const chart = dumbbell({
      language: 'nl',
      headline: 'IT denkt 83%, medewerkers zeggen 44%',
      sides: ['IT', 'Medewerkers'],
      topicWord: 'Onderwerp',
      tooFew: 'te weinig antwoorden',
      rows: [
        { label: 'Menselijk contact', values: [0.83, 0.44] },
        { label: 'Snelheid', values: [0.05, null] },
      ],
    });
    expect(chart.rows[0]?.square?.anchor).toBe('start');
    expect(chart.rows[0]?.circle).toMatchObject({ anchor: 'end', label: '44%' });
    expect(chart.rows[1]?.circle).toBeNull();
    expect(chart.table.rows[1]).toEqual(['Snelheid', '5%', 'te weinig antwoorden']);
  });
});

describe('stacked bars', () => {
  const parts = [
    { label: 'in orde', tone: 'ok' },
    { label: 'te laat', tone: 'bad' },
  ] as const;
  const bars = (values: number[]) =>
    stackedBars({
      language: 'nl',
      headline: '',
      rowWord: 'Team',
      parts,
      rows: [{ label: 'Finance', values }],
    }).rows[0];

  it('fill the whole width in proportion and leave out what is nought', () => {
    expect(bars([3, 1])?.segments.map(({ x, width }) => [x, width])).toEqual([
      [0, 240],
      [240, 80],
    ]);
    expect(bars([4, 0])?.segments).toHaveLength(1);
    expect(bars([0, 0])?.segments).toEqual([]);
  });

  it('say in words what they show', () => {
    expect(bars([3, 1])?.sentence).toBe('3 in orde · 1 te laat');
  });
});

describe('the sparkline', () => {
  it('keeps every trend inside its box', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 60 }),
        (values) => {
          const numbers = [...sparkline({ values, label: '' }).line.matchAll(/[ML]([\d.]+) ([\d.]+)/g)];
          return (
            numbers.length === values.length &&
            numbers.every(
              ([, x, y]) => Number(x) >= 0 && Number(x) <= 96 && Number(y) >= 0 && Number(y) <= 28,
            )
          );
        },
      ),
    );
  });

  it('draws no line for a single value', () => {
    expect(sparkline({ values: [3], label: '' })).toMatchObject({ line: '', last: { y: 14 } });
  });
});
