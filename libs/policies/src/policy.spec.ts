import { POLICY_STATES, POLICY_STEPS, step } from './policy.js';
import type { PolicyPosition } from './policy.js';

const at = (state: PolicyPosition['state'], version: number, hasChanges = false): PolicyPosition => ({
  state,
  version,
  hasChanges,
});

describe('the life of a policy', () => {
  it('goes from draft to published with version 1, and on to version 2 only when the draft changed', () => {
    expect(step(at('draft', 0, true), 'publish')).toEqual({
      ok: true,
      next: at('published', 1),
      copyOf: null,
    });
    expect(step(at('published', 1, true), 'publish')).toEqual({
      ok: true,
      next: at('published', 2),
      copyOf: null,
    });
    expect(step(at('published', 1), 'publish')).toEqual({ ok: false, refusal: 'nothing-to-publish' });
  });

  it('can be paused and resumed without a new version', () => {
    expect(step(at('published', 3), 'pause')).toMatchObject({
      ok: true,
      next: { state: 'paused', version: 3 },
    });
    expect(step(at('paused', 3), 'resume')).toMatchObject({
      ok: true,
      next: { state: 'published', version: 3 },
    });
    expect(step(at('draft', 0), 'pause')).toEqual({ ok: false, refusal: 'not-published' });
    expect(step(at('published', 1), 'resume')).toEqual({ ok: false, refusal: 'not-paused' });
  });

  it('is undone by publishing the version before once more; undoing the first one brings back the draft', () => {
    expect(step(at('published', 3), 'undo')).toEqual({ ok: true, next: at('published', 4), copyOf: 2 });
    expect(step(at('published', 1), 'undo')).toEqual({ ok: true, next: at('draft', 1, true), copyOf: null });
    expect(step(at('draft', 1, true), 'publish')).toMatchObject({ ok: true, next: { version: 2 } });
    expect(step(at('draft', 1, true), 'undo')).toEqual({ ok: false, refusal: 'nothing-to-undo' });
  });

  it('never takes a version number back', () => {
    for (const state of POLICY_STATES) {
      for (const taken of POLICY_STEPS) {
        for (const version of [0, 1, 2, 7]) {
          const outcome = step(at(state, version, true), taken);
          if (outcome.ok) expect(outcome.next.version).toBeGreaterThanOrEqual(version);
        }
      }
    }
  });
});
