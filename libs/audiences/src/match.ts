/** The rule asked of one person in memory; match.spec.ts proves that rule-sql.ts answers the same. */
import { type Temporal } from 'temporal-polyfill';
import type { JobFacts, PersonFacts } from './facts.js';
import { isAll, isAny, isEveryone, isNot } from './rule.js';
import type { Condition, HoursComparison } from './rule.js';
import type { Supposed } from './rule-tree.js';

/**
 * Does this person belong to the audience on this day? Conditions are asked of one job at a time; one job
 * that fulfils the whole rule is enough. Under "not", none of the person's jobs may fulfil it. Somebody
 * without a job on that day belongs to no audience.
 */
export function matches(rule: Supposed, person: PersonFacts, on: Temporal.PlainDate): boolean {
  return person.jobs.some((job) => holdsFor(rule, job, person, on));
}

function holdsFor(node: Supposed, job: JobFacts, person: PersonFacts, on: Temporal.PlainDate): boolean {
  if ('decided' in node) return node.decided;
  if (isEveryone(node as { everyone: true })) return true;
  if (isAll(node)) return node.all.every((child) => holdsFor(child, job, person, on));
  if (isAny(node)) return node.any.some((child) => holdsFor(child, job, person, on));
  if (isNot(node)) {
    const inner = node.not as Supposed;
    return !person.jobs.some((other) => holdsFor(inner, other, person, on));
  }
  return meets(node as Condition, job, person, on);
}

function meets(condition: Condition, job: JobFacts, person: PersonFacts, on: Temporal.PlainDate): boolean {
  if ('team' in condition) {
    const { code, below } = condition.team;
    return below ? job.teamPath.includes(`/${code}/`) : job.teamCode === code;
  }
  if ('job' in condition) {
    return 'is' in condition.job
      ? condition.job.is.includes(job.job)
      : job.job.toLowerCase().includes(condition.job.contains.toLowerCase());
  }
  if ('site' in condition) return condition.site.includes(job.siteName);
  if ('hours' in condition) {
    return (
      job.weeklyHours !== null && compareHours(job.weeklyHours, condition.hours.op, condition.hours.value)
    );
  }
  if ('startedFrom' in condition) return job.employmentStart >= condition.startedFrom;
  if ('startedBefore' in condition) return job.employmentStart < condition.startedBefore;
  if ('startedWithinDays' in condition) {
    return job.employmentStart >= on.subtract({ days: condition.startedWithinDays }).toString();
  }
  if ('startedOverDays' in condition) {
    return job.employmentStart < on.subtract({ days: condition.startedOverDays }).toString();
  }
  if ('manager' in condition) return job.isManager === condition.manager;
  return person.held.has(condition.holds.category);
}

function compareHours(hours: number, op: HoursComparison, value: number): boolean {
  switch (op) {
    case 'less-than':
      return hours < value;
    case 'at-most':
      return hours <= value;
    case 'exactly':
      return hours === value;
    case 'at-least':
      return hours >= value;
    case 'more-than':
      return hours > value;
  }
}
