import type { LicenceEventKind, LicenceState } from './licence.js';

export type Mover = 'exam' | 'hr' | 'clock' | 'reviews' | 'memory' | 'holder';

/** `by-date`: the state follows from the dates of the licence on the day of the event. */
export interface Transition {
  readonly from: LicenceState | 'none';
  readonly kind: LicenceEventKind;
  readonly to: LicenceState | 'by-date' | 'same';
  readonly by: Mover;
}

/** Every move a licence can make. What is not in this table can't happen; the README draws it. */
export const TRANSITIONS: readonly Transition[] = [
  { from: 'none', kind: 'permit-issued', to: 'permit', by: 'hr' },
  { from: 'none', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'permit', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'permit', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'permit', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'permit', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'valid', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'valid', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'valid', kind: 'renewal-opened', to: 'renewal', by: 'clock' },
  { from: 'valid', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'valid', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'renewal', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'renewal', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'renewal', kind: 'grace-started', to: 'grace', by: 'clock' },
  { from: 'renewal', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'renewal', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'renewal', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'grace', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'grace', kind: 'kept-alive', to: 'valid', by: 'reviews' },
  { from: 'grace', kind: 'expired', to: 'expired', by: 'clock' },
  { from: 'grace', kind: 'suspended', to: 'suspended', by: 'hr' },
  { from: 'grace', kind: 'revoked', to: 'revoked', by: 'hr' },
  ...(['valid', 'renewal', 'grace'] as const).flatMap((state): Transition[] => [
    { from: state, kind: 'refresh-opened', to: state, by: 'memory' },
    { from: state, kind: 'refresh-closed', to: state, by: 'memory' },
    { from: state, kind: 'refreshed', to: 'valid', by: 'exam' },
    { from: state, kind: 'put-on-hold', to: 'suspended', by: 'clock' },
  ]),
  { from: 'suspended', kind: 'restored', to: 'valid', by: 'exam' },
  { from: 'expired', kind: 'renewed', to: 'valid', by: 'exam' },
  { from: 'expired', kind: 'granted', to: 'valid', by: 'exam' },
  { from: 'suspended', kind: 'granted', to: 'suspended', by: 'exam' },
  { from: 'suspended', kind: 'renewed', to: 'suspended', by: 'exam' },
  { from: 'suspended', kind: 'kept-alive', to: 'suspended', by: 'reviews' },
  { from: 'suspended', kind: 'reinstated', to: 'by-date', by: 'hr' },
  { from: 'suspended', kind: 'revoked', to: 'revoked', by: 'hr' },
  { from: 'none', kind: 'recognised', to: 'valid', by: 'hr' },
  ...(['permit', 'valid', 'renewal', 'grace'] as const).map((state): Transition => ({
    from: state,
    kind: 'recognised',
    to: 'valid',
    by: 'hr',
  })),
  ...(['permit', 'valid', 'renewal', 'grace', 'expired'] as const).map((state): Transition => ({
    from: state,
    kind: 'corrected',
    to: 'by-date',
    by: 'hr',
  })),
  { from: 'suspended', kind: 'recognised', to: 'suspended', by: 'hr' },
  { from: 'suspended', kind: 'corrected', to: 'suspended', by: 'hr' },
  ...(['suspended', 'revoked'] as const).flatMap((state): Transition[] => [
    { from: state, kind: 'appealed', to: state, by: 'holder' },
    { from: state, kind: 'appeal-rejected', to: state, by: 'hr' },
    { from: state, kind: 'appeal-upheld', to: 'by-date', by: 'hr' },
  ]),
  ...(['valid', 'renewal', 'grace'] as const).flatMap((state): Transition[] => [
    { from: state, kind: 'endorsed', to: state, by: 'hr' },
    { from: state, kind: 'endorsement-withdrawn', to: state, by: 'hr' },
  ]),
  { from: 'suspended', kind: 'endorsement-withdrawn', to: 'suspended', by: 'hr' },
];

/** What happens beside the state: the public link, and the record that the licence stands on. */
const BESIDE_THE_STATE: readonly LicenceEventKind[] = ['link-renewed', 'link-revoked', 'transferred'];

export function canMove(from: LicenceState | 'none', kind: LicenceEventKind): boolean {
  return (
    (from !== 'none' && BESIDE_THE_STATE.includes(kind)) ||
    TRANSITIONS.some((move) => move.from === from && move.kind === kind)
  );
}
