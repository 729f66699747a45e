/** Walking and rewriting rules. Everything here returns a new tree; rules are never changed in place. */
import { childrenOf, isAll, isAny, isEveryone, isGroup, isNot } from './rule.js';
import type { Condition, Group, Rule, RuleNode } from './rule.js';

/** A rule in which some conditions have been decided beforehand. Never stored: it serves "what if" questions. */
export type Supposed =
  | { everyone: true }
  | { decided: boolean }
  | Condition
  | { all: Supposed[] }
  | { any: Supposed[] }
  | { not: Supposed };

export interface Leaf {
  /** Child positions from the root, e.g. [1, 0]; a rule that is one bare condition has the path []. */
  path: number[];
  condition: Condition;
  /** True under an odd number of "not"s: there, failing the condition is what helps. */
  negated: boolean;
}

/** Every condition of the rule in reading order. */
export function leavesOf(rule: Rule): Leaf[] {
  if (isEveryone(rule)) return [];
  const leaves: Leaf[] = [];
  const walk = (node: RuleNode, path: number[], negated: boolean): void => {
    if (!isGroup(node)) leaves.push({ path, condition: node, negated });
    else childrenOf(node).forEach((child, i) => walk(child, [...path, i], isNot(node) ? !negated : negated));
  };
  walk(rule, [], false);
  return leaves;
}

/** Whether the rule means somebody else tomorrow by the date alone: it has days relative to today. */
export function dependsOnDay(rule: Rule): boolean {
  return leavesOf(rule).some(
    ({ condition }) => 'startedWithinDays' in condition || 'startedOverDays' in condition,
  );
}

/**
 * The same rule with one condition taken as fulfilled in the way that helps: true normally, false under a
 * "not". A rule can only gain members by this (each condition occurs once, with one polarity).
 */
export function supposeFulfilled(rule: Rule, leaf: Leaf): Supposed {
  const rewrite = (node: RuleNode, depth: number): Supposed => {
    if (depth === leaf.path.length) return { decided: !leaf.negated };
    if (!isGroup(node)) return node;
    const children = childrenOf(node).map((child, i) =>
      i === leaf.path[depth] ? rewrite(child, depth + 1) : child,
    );
    return groupLike(node, children);
  };
  return isEveryone(rule) ? rule : rewrite(rule, 0);
}

/**
 * The plainest rule with the same meaning: groups of one are opened, an "all" inside an "all" (and "any"
 * inside "any") is merged, "not a manager" becomes manager = no. Two rules that are equal in this form
 * read as the same sentence; all others read differently.
 */
export function plainest(rule: Rule): Rule {
  return isEveryone(rule) ? rule : plainestNode(rule);
}

function plainestNode(node: RuleNode): RuleNode {
  if (!isGroup(node)) return node;
  if (isNot(node)) {
    const inner = plainestNode(node.not);
    // "Not" looks at all jobs, so two of them do not cancel out; the group between keeps them apart.
    if (isNot(inner)) return { not: { any: [inner] } };
    return 'manager' in inner ? { manager: !inner.manager } : { not: inner };
  }
  const children = childrenOf(node)
    .map(plainestNode)
    .flatMap((child) => {
      if (isAll(node) && isAll(child)) return child.all;
      if (isAny(node) && isAny(child)) return child.any;
      return [child];
    });
  const [only] = children;
  return children.length === 1 && only ? only : isAll(node) ? { all: children } : { any: children };
}

function groupLike(group: Group, children: Supposed[]): Supposed {
  if (isAll(group)) return { all: children };
  return isAny(group) ? { any: children } : { not: children[0] ?? { decided: false } };
}
