import { calibrationLine } from '../learning/prediction-quality.js';
import { u } from '../random.js';
import { intervalDays, type MemoryCard } from './scheduler.js';

/** Share of the reviews that come at a random day instead of when they are due. */
export const AUDIT_SHARE = 0.05;
/** Before so many audits a slope says nothing. */
const ENOUGH_AUDITS = 100;
/** Slopes between which predictions are taken as they are. */
const SOUND = { low: 0.9, high: 1.1 };
/** Standard error of the slope from which on "sound" would be luck. */
const SHARP = 0.2;
const SURE = 1.96;
const DAY = 86_400_000;

/**
 * The moment (epoch milliseconds) at which the next review of a card is an audit, before it is due; null for the 95 in
 * 100 reviews that wait until then. Reviews when due all ask at about the same chance of recall, so they cannot say
 * whether the forgetting curve is right; a day drawn evenly between the last review and the next can. Card and review
 * decide by a hash (`seed` names person and objective), so that nobody has to remember what was drawn.
 */
export function auditAt(card: MemoryCard, seed: string): number | null {
  const days = intervalDays(card);
  if (days < 2 || !(u(seed, 'audit', card.reviews) < AUDIT_SHARE)) return null;
  return card.reviewedAt + (1 + Math.floor(u(seed, 'audit-day', card.reviews) * (days - 1))) * DAY;
}

/** An audit: what was predicted just before, and whether the person remembered. */
export interface Audit {
  /** 0 to 1. */
  readonly predicted: number;
  readonly recalled: boolean;
}

/** Audits with predictions in [from, to). */
export interface AuditBand {
  readonly from: number;
  readonly to: number;
  readonly audits: number;
  /** Means, 0 to 1. */
  readonly predicted: number;
  readonly recalled: number;
}

export interface AuditReport {
  readonly audits: number;
  /** Means, 0 to 1; null without audits. */
  readonly predicted: number | null;
  readonly recalled: number | null;
  /** Of recall on the log odds of its prediction, 1 when right, with its standard error; null when it cannot be told. */
  readonly slope: { readonly value: number; readonly standardError: number } | null;
  readonly bands: readonly AuditBand[];
  /**
   * `sound`: slope within .9-1.1, known to .2. `off`: its 95 % interval lies outside. `unclear`: neither. `too-few`: under
   * 100 audits, or all alike.
   */
  readonly verdict: 'too-few' | 'sound' | 'unclear' | 'off';
}

const BANDS = [0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0001] as const;

/** How predicted recall did against audits (Cox 1958). Guessing bends the slope below 1 like a wrong curve does. */
export function auditReport(audits: readonly Audit[]): AuditReport {
  const mean = (of: (audit: Audit) => number, list = audits): number =>
    list.reduce((sum, audit) => sum + of(audit), 0) / list.length;
  const recalledOf = ({ recalled }: Audit): number => (recalled ? 1 : 0);
  const bands = BANDS.slice(0, -1).flatMap((from, i) => {
    const own = audits.filter(({ predicted }) => predicted >= from && predicted < BANDS[i + 1]!);
    if (own.length === 0) return [];
    const means = { predicted: mean(({ predicted }) => predicted, own), recalled: mean(recalledOf, own) };
    return [{ from, to: Math.min(1, BANDS[i + 1]!), audits: own.length, ...means }];
  });
  const right = audits.filter(({ recalled }) => recalled).length;
  const canTell = audits.length >= ENOUGH_AUDITS && right > 0 && right < audits.length;
  const slope = canTell
    ? calibrationLine(
        audits.map(({ predicted }) => predicted),
        audits.map(recalledOf),
      )
    : null;
  return {
    audits: audits.length,
    predicted: audits.length > 0 ? mean(({ predicted }) => predicted) : null,
    recalled: audits.length > 0 ? mean(recalledOf) : null,
    slope: slope && { value: slope.slope, standardError: slope.standardError },
    bands,
    verdict: slope ? verdictOf(slope.slope, slope.standardError) : 'too-few',
  };
}

function verdictOf(slope: number, standardError: number): AuditReport['verdict'] {
  if (slope + SURE * standardError < SOUND.low || slope - SURE * standardError > SOUND.high) return 'off';
  return slope >= SOUND.low && slope <= SOUND.high && standardError <= SHARP ? 'sound' : 'unclear';
}
