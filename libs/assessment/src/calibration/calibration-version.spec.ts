import { makeCalibrationVersion, parametersOf, type CalibrationVersion } from './calibration-version.js';

const content: CalibrationVersion = {
  id: '2026-11-01',
  model: '2PL',
  bankHash: 'b3c1',
  window: { from: '2026-01-01T00:00:00Z', to: '2026-11-01T00:00:00Z' },
  people: 900,
  items: [
    { id: 'b', a: 1.2, b: 0.3, seA: 0.1, seB: 0.1, n: 300 },
    { id: 'a', a: 0.9, b: -0.3, seA: 0.1, seB: 0.1, n: 300 },
  ],
  population: { mean: 0, sd: 1 },
  logLikelihood: -1234.5,
  steps: 30,
  converged: true,
  linking: { slope: 1, intercept: 0 },
  seed: 'night 1',
};

describe('a calibration version', () => {
  it('cannot be changed, in no part, and lists its items in order', () => {
    const version = makeCalibrationVersion(content);
    expect(version.items.map(({ id }) => id)).toEqual(['a', 'b']);
    for (const part of [version, version.items, version.items[0]!, version.window, version.linking])
      expect(Object.isFrozen(part)).toBe(true);
    expect(() => Object.assign(version.items[0]!, { b: 9 })).toThrow(TypeError);
    expect(JSON.stringify(makeCalibrationVersion({ ...content, items: [...content.items].reverse() }))).toBe(
      JSON.stringify(version),
    );
  });

  it('leaves what it was made from as it was', () => {
    const own = structuredClone(content);
    makeCalibrationVersion(own);
    expect(Object.isFrozen(own.items[0])).toBe(false);
    expect(own).toEqual(content);
  });

  it('hands out parameters by item', () => {
    expect(parametersOf(makeCalibrationVersion(content)).get('b')).toEqual({ a: 1.2, b: 0.3 });
  });

  it('refuses numbers that are none, an item listed twice, a window that is no period', () => {
    const broken: Partial<CalibrationVersion>[] = [
      { logLikelihood: NaN },
      { items: [{ ...content.items[0]!, b: Infinity }] },
      { items: [{ ...content.items[0]!, seB: 0 }] },
      { items: [content.items[0]!, content.items[0]!] },
      { window: { from: '2026-11-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
      { window: { from: 'yesterday', to: '2026-11-01T00:00:00Z' } },
      { linking: { slope: 0, intercept: 0 } },
      { bankHash: '' },
    ];
    for (const change of broken)
      expect(() => makeCalibrationVersion({ ...content, ...change })).toThrow(RangeError);
  });
});
