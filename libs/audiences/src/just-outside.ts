/** Who is kept out by one single condition, and which. */
import type { Temporal } from 'temporal-polyfill';
import type { JobFacts, PersonFacts } from './facts.js';
import { matches } from './match.js';
import type { Condition, Rule } from './rule.js';
import { leavesOf, supposeFulfilled } from './rule-tree.js';
import type { Leaf } from './rule-tree.js';

/**
 * The conditions that each, alone, keep this person out: with that one fulfilled the person would belong.
 * Empty for members and for people kept out by more than one condition at once.
 */
export function keepingOut(rule: Rule, person: PersonFacts, on: Temporal.PlainDate): Leaf[] {
  if (matches(rule, person, on)) return [];
  return leavesOf(rule).filter((leaf) => matches(supposeFulfilled(rule, leaf), person, on));
}

/** What HR's record says about the person on the point of a condition, as a text key with arguments. */
export function presentFact(
  condition: Condition,
  job: JobFacts,
  held: ReadonlySet<string>,
): { key: string; args: Record<string, string> } {
  if ('team' in condition) return { key: 'audiences.outside_team', args: { now: job.teamName } };
  if ('job' in condition) return { key: 'audiences.outside_job', args: { now: job.job } };
  if ('site' in condition) return { key: 'audiences.outside_site', args: { now: job.siteName } };
  if ('hours' in condition) {
    return job.weeklyHours === null
      ? { key: 'audiences.outside_no_hours', args: {} }
      : { key: 'audiences.outside_hours', args: { now: String(job.weeklyHours) } };
  }
  if ('manager' in condition)
    return { key: 'audiences.outside_manager', args: { now: job.isManager ? 'yes' : 'no' } };
  if ('holds' in condition) {
    const { category } = condition.holds;
    return { key: 'audiences.outside_holds', args: { category, now: held.has(category) ? 'yes' : 'no' } };
  }
  return { key: 'audiences.outside_started', args: { now: job.employmentStart } };
}
