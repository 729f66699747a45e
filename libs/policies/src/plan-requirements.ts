/** What must change so that the requirements of one policy say what its rule says today. Pure. */
import type { Day } from './due-rule.js';
import type { Explanation } from './due-date.js';

export interface CurrentRequirement {
  requirementId: string;
  personId: string;
  category: string;
  state: 'open' | 'satisfied';
  dueOn: Day | null;
  explanation: Explanation;
  accessEndsOn: Day | null;
  nightShift: boolean;
}

export interface WantedRequirement {
  personId: string;
  category: string;
  /** Whether the person holds the category now, with a proof that is young enough. */
  held: boolean;
  dueOn: Day | null;
  explanation: Explanation;
  /** The working day on which access ends when the due day is let pass; null: being late has no consequence. */
  accessEndsOn: Day | null;
  nightShift: boolean;
}

export interface RequirementPlan {
  create: WantedRequirement[];
  satisfy: CurrentRequirement[];
  /** Satisfied before, and the licence is no longer held. */
  reopen: { current: CurrentRequirement; wanted: WantedRequirement }[];
  /** Still open, but the date or its reason has changed. */
  redate: { current: CurrentRequirement; wanted: WantedRequirement }[];
  end: CurrentRequirement[];
  unchanged: number;
}

/**
 * Compares the requirements in force with those that should be. A satisfied requirement keeps its date:
 * what was achieved is not judged again. Person and category name a requirement; a person asked for
 * another category than before gets a new one.
 */
export function planRequirements(
  current: readonly CurrentRequirement[],
  wanted: readonly WantedRequirement[],
): RequirementPlan {
  const plan: RequirementPlan = { create: [], satisfy: [], reopen: [], redate: [], end: [], unchanged: 0 };
  const open = new Map(current.map((requirement) => [nameOf(requirement), requirement]));
  for (const want of new Map(wanted.map((one) => [nameOf(one), one])).values()) {
    const now = open.get(nameOf(want));
    open.delete(nameOf(want));
    if (!now) plan.create.push(want);
    else if (now.state === 'open' && want.held) plan.satisfy.push(now);
    else if (now.state === 'satisfied' && !want.held) plan.reopen.push({ current: now, wanted: want });
    else if (now.state === 'open' && !saysTheSame(now, want))
      plan.redate.push({ current: now, wanted: want });
    else plan.unchanged++;
  }
  plan.end.push(...open.values());
  return plan;
}

function nameOf({ personId, category }: { personId: string; category: string }): string {
  return `${personId} ${category}`;
}

/** Compares by content: the order of an explanation's arguments means nothing. */
function saysTheSame(now: CurrentRequirement, want: WantedRequirement): boolean {
  if (now.dueOn !== want.dueOn || now.explanation.key !== want.explanation.key) return false;
  if (now.accessEndsOn !== want.accessEndsOn || now.nightShift !== want.nightShift) return false;
  const names = Object.keys(want.explanation.args);
  return (
    names.length === Object.keys(now.explanation.args).length &&
    names.every((name) => now.explanation.args[name] === want.explanation.args[name])
  );
}
