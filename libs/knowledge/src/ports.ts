import type { Actor, Tx } from '#kernel';
import type { RungMinutes } from './front-door.js';

/** A colleague who may help, and why. */
export interface Helper {
  readonly personId: string;
  readonly name: string;
  /** Why this colleague, as ready text in the reader's language. */
  readonly why: string;
  readonly isFreeNow: boolean;
}

/** Colleagues who know about one of these skills, the best first; asks fills it. */
export const COLLEAGUES = Symbol('colleagues');
export type Colleagues = (tx: Tx, actor: Actor, skills: readonly string[]) => Promise<readonly Helper[]>;

/** Measured minutes per rung; asks and tickets fill it. */
export const RUNG_MINUTES = Symbol('rung-minutes');
export type MeasuredRungs = (tx: Tx) => Promise<readonly RungMinutes[]>;

export interface Awareness {
  /** Slug of a service. */
  readonly service: string;
  /** Share of those asked who know it, 0 to 1. */
  readonly share: number;
  readonly n: number;
}

/** How many know each service; surveys fills it. */
export const SERVICE_AWARENESS = Symbol('service-awareness');
export type ServiceAwareness = (tx: Tx) => Promise<readonly Awareness[]>;

export interface FacilityRight {
  /** Code of the facility. */
  readonly code: string;
  readonly isAllowed: boolean;
  /** The licence that it takes: 'A'. */
  readonly category: string;
}

/** What somebody may use; facilities and licences know. */
export const FACILITY_RIGHTS = Symbol('facility-rights');
export type FacilityRights = (tx: Tx, personId: string) => Promise<readonly FacilityRight[]>;
