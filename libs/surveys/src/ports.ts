import type { Tx } from '#kernel';
import type { Topic } from './survey.js';

/** Services and announcements that a probe may ask about; filled in by the application, for surveys may not ask those libs. */
export const PROBE_TOPICS = Symbol('what a probe may ask about');
export type ProbeTopics = (tx: Tx) => Promise<Topic[]>;

/** What was done to people since a day: one line per person and outcome at most. */
export const TREATMENT_EVENTS = Symbol('what was done to whom');
export const EVENT_OUTCOMES = ['waiver', 'reminder', 'closure'] as const;
export interface TreatmentEvent {
  readonly personId: string;
  readonly outcome: (typeof EVENT_OUTCOMES)[number];
}
export type TreatmentEvents = (tx: Tx, since: string) => Promise<TreatmentEvent[]>;
