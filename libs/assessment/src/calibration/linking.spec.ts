import { normalDeviate, seeded } from '../random.js';
import { linkMeanSigma, onFixedScale, type Anchor } from './linking.js';

const random = seeded('linking');
/** Twenty anchors whose new scale is theta_new = (theta - .3) / 1.2, with noise in both calibrations. */
const anchors = (noise: number): Anchor[] =>
  Array.from({ length: 20 }, (_, i) => {
    const b = normalDeviate(random, 'b', i);
    return {
      id: `i${i}`,
      reference: b + noise * normalDeviate(random, 'reference', i),
      found: (b - 0.3) / 1.2 + noise * normalDeviate(random, 'found', i),
    };
  });

describe('linking a new calibration to the fixed scale', () => {
  it('finds the line exactly when nothing is noisy, and moves parameters along it', () => {
    const linking = linkMeanSigma(anchors(0));
    if (linking.kind !== 'linked') throw new Error(linking.reason);
    expect(linking.constants.slope).toBeCloseTo(1.2, 10);
    expect(linking.constants.intercept).toBeCloseTo(0.3, 10);
    expect(linking.rmsd).toBeLessThan(1e-10);
    const moved = onFixedScale({ a: 1.8, b: 0.5, seA: 0.12, seB: 0.1 }, linking.constants);
    expect(moved.a).toBeCloseTo(1.5, 10);
    expect(moved.b).toBeCloseTo(0.9, 10);
    expect(moved.seA).toBeCloseTo(0.1, 10);
    expect(moved.seB).toBeCloseTo(0.12, 10);
  });

  it('leaves out anchors that moved by themselves, and is not pulled by them', () => {
    const moved = anchors(0.06).map((anchor, i) =>
      i % 5 === 0 ? { ...anchor, found: anchor.found + 1.2 } : anchor,
    );
    const linking = linkMeanSigma(moved);
    if (linking.kind !== 'linked') throw new Error(linking.reason);
    expect(linking.trimmed).toEqual(['i0', 'i5', 'i10', 'i15']);
    expect(Math.abs(linking.constants.slope - 1.2)).toBeLessThan(0.08);
    expect(Math.abs(linking.constants.intercept - 0.3)).toBeLessThan(0.06);
    expect(linking.kept).toHaveLength(16);
  });

  it('refuses too few anchors, too many that moved, and anchors all alike', () => {
    expect(linkMeanSigma(anchors(0).slice(0, 4))).toEqual({
      kind: 'not-linkable',
      reason: 'too-few-anchors',
    });
    const shifted = anchors(0).map((anchor, i) =>
      i % 10 < 3 ? { ...anchor, found: anchor.found + 2 } : anchor,
    );
    expect(linkMeanSigma(shifted)).toEqual({ kind: 'not-linkable', reason: 'too-many-moved' });
    expect(linkMeanSigma(anchors(0.8))).toEqual({ kind: 'not-linkable', reason: 'too-noisy' });
    const alike = anchors(0).map((anchor) => ({ ...anchor, found: 1 }));
    expect(linkMeanSigma(alike)).toEqual({ kind: 'not-linkable', reason: 'no-spread' });
  });
});
