/** What the home pages need of a requirement; policies tells more. */
export interface Requirement {
  readonly id: string;
  readonly category: string;
  readonly state: 'open' | 'satisfied';
  /** Null while the clock stands still. */
  readonly dueOn: string | null;
  /** On the person's own calendar; negative when late. */
  readonly daysLeft: number | null;
  readonly isOverdue: boolean;
}

export type StandingState = 'permit' | 'valid' | 'renewal' | 'grace' | 'expired' | 'suspended' | 'revoked';

/** What the home pages need of a licence; licences tells more. */
export interface Standing {
  readonly category: string;
  readonly state: StandingState;
  readonly validUntil: string;
  readonly graceUntil: string;
}

/** States in which a licence opens facilities. */
export const HOLDS: ReadonlySet<StandingState> = new Set(['permit', 'valid', 'renewal', 'grace']);
