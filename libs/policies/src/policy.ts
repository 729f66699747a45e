/** The life of a policy: draft, published, paused; versions that never change. Pure. */

export const POLICY_STATES = ['draft', 'published', 'paused'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

export const POLICY_STEPS = ['publish', 'pause', 'resume', 'undo'] as const;
export type PolicyStep = (typeof POLICY_STEPS)[number];

export interface PolicyPosition {
  state: PolicyState;
  /** Number of the version in force; 0 before the first publication. */
  version: number;
  /** Whether the draft says something else than the version in force. */
  hasChanges: boolean;
}

export type PolicyRefusal = 'nothing-to-publish' | 'not-published' | 'not-paused' | 'nothing-to-undo';
export type PolicyOutcome =
  { ok: true; next: PolicyPosition; copyOf: number | null } | { ok: false; refusal: PolicyRefusal };

/**
 * One step in the life of a policy.
 * - publish: freezes the draft as the next version; also brings a paused policy back into force.
 * - pause: keeps every requirement as it is, but nothing is asked, reminded or counted as late.
 * - resume: goes on with the version in force.
 * - undo: publishes the version before the one in force again, as a new version; undoing the first
 *   publication takes the policy back to draft and ends its requirements.
 */
export function step(position: PolicyPosition, taken: PolicyStep): PolicyOutcome {
  const { state, version, hasChanges } = position;
  const done = (next: Partial<PolicyPosition>, copyOf: number | null = null): PolicyOutcome => ({
    ok: true,
    next: { ...position, ...next },
    copyOf,
  });
  switch (taken) {
    case 'publish':
      if (state !== 'draft' && !hasChanges) return { ok: false, refusal: 'nothing-to-publish' };
      return done({ state: 'published', version: version + 1, hasChanges: false });
    case 'pause':
      return state === 'published' ? done({ state: 'paused' }) : { ok: false, refusal: 'not-published' };
    case 'resume':
      return state === 'paused' ? done({ state: 'published' }) : { ok: false, refusal: 'not-paused' };
    case 'undo':
      if (state === 'draft') return { ok: false, refusal: 'nothing-to-undo' };
      if (version > 1)
        return done({ state: 'published', version: version + 1, hasChanges: false }, version - 1);
      return done({ state: 'draft', hasChanges: true });
  }
}
