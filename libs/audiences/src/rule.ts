/**
 * The rule of an audience: a tree of conditions over HR facts. It is stored as JSON, read aloud as one
 * sentence (sentence.ts), asked of the database (rule-sql.ts) and of one person in memory (match.ts).
 *
 * A condition about work (team, job, site, hours, start) looks at one job at a time: somebody with two
 * jobs matches when one of them does. "Not" looks at the whole person: none of the jobs may match.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** How deep a rule may nest; a bare condition is depth 1. Five levels is what a reader can still follow. */
export const MAX_RULE_DEPTH = 5;
/** How many conditions one rule may hold; more than this no sentence can carry. */
export const MAX_RULE_CONDITIONS = 40;

export const HOURS_COMPARISONS = ['less-than', 'at-most', 'exactly', 'at-least', 'more-than'] as const;
export type HoursComparison = (typeof HOURS_COMPARISONS)[number];

export type Condition =
  | { team: { code: string; below: boolean } }
  | { job: { is: string[] } | { contains: string } }
  | { site: string[] }
  | { hours: { op: HoursComparison; value: number } }
  | { startedFrom: string }
  | { startedBefore: string }
  | { startedWithinDays: number }
  | { startedOverDays: number }
  | { manager: boolean }
  | { holds: { category: string } };

export type Group = { all: RuleNode[] } | { any: RuleNode[] } | { not: RuleNode };
export type RuleNode = Condition | Group;
export type Rule = { everyone: true } | RuleNode;

const name = z.string().trim().min(1).max(120);
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, { message: 'audiences.error_day' });
const days = z.number().int().min(1).max(3650);

const condition = z
  .union([
    z.strictObject({ team: z.strictObject({ code: name, below: z.boolean() }) }),
    z.strictObject({
      job: z.union([
        // The builder writes several jobs in one field, with ; between them.
        z.strictObject({
          is: z
            .array(name.regex(/^[^;]*$/))
            .min(1)
            .max(20),
        }),
        z.strictObject({ contains: name }),
      ]),
    }),
    z.strictObject({ site: z.array(name).min(1).max(20) }),
    z.strictObject({
      hours: z.strictObject({
        op: z.enum(HOURS_COMPARISONS),
        value: z.number().min(0).max(60).multipleOf(0.25),
      }),
    }),
    z.strictObject({ startedFrom: day }),
    z.strictObject({ startedBefore: day }),
    z.strictObject({ startedWithinDays: days }),
    z.strictObject({ startedOverDays: days }),
    z.strictObject({ manager: z.boolean() }),
    z.strictObject({ holds: z.strictObject({ category: z.string().regex(/^[A-Z][A-Z0-9+-]{0,7}$/) }) }),
  ])
  .meta({ id: 'AudienceCondition' });

/**
 * The schema is built level by level instead of recursing into itself: a hostile body cannot nest deeper
 * than the schema does, so it is refused instead of exhausting the stack.
 */
function nodeSchema(depth: number): z.ZodType<RuleNode> {
  let node: z.ZodType<RuleNode> = condition;
  for (let level = 2; level <= depth; level++) {
    const child = node;
    node = z
      .union([
        condition,
        z.strictObject({ all: z.array(child).min(1).max(MAX_RULE_CONDITIONS) }),
        z.strictObject({ any: z.array(child).min(1).max(MAX_RULE_CONDITIONS) }),
        z.strictObject({
          not: child.refine((inner) => !isNot(inner), { message: 'audiences.error_double_not' }),
        }),
      ])
      .meta({ id: `AudienceRuleLevel${level}` });
  }
  return node;
}

/** The one schema of a rule: used by forms, the JSON API and the rows in the database. */
export const ruleSchema: z.ZodType<Rule> = z
  .union([z.strictObject({ everyone: z.literal(true) }), nodeSchema(MAX_RULE_DEPTH)])
  .refine((rule) => countConditions(rule) <= MAX_RULE_CONDITIONS, { message: 'audiences.error_too_many' })
  .meta({
    id: 'AudienceRule',
    description: 'Who belongs to an audience: conditions over HR facts, joined by all, any and not.',
  });

export const EVERYONE: Rule = { everyone: true };

export function isEveryone(rule: Rule): rule is { everyone: true } {
  return 'everyone' in rule;
}

export function isAll(node: object): node is { all: RuleNode[] } {
  return 'all' in node;
}

export function isAny(node: object): node is { any: RuleNode[] } {
  return 'any' in node;
}

export function isNot(node: object): node is { not: RuleNode } {
  return 'not' in node;
}

export function isGroup(node: object): node is Group {
  return isAll(node) || isAny(node) || isNot(node);
}

/** The nodes directly under a group, in reading order. */
export function childrenOf(group: Group): RuleNode[] {
  return isAll(group) ? group.all : isAny(group) ? group.any : [group.not];
}

/** How many conditions a rule asks; "everyone" asks none. */
export function countConditions(rule: Rule): number {
  if (isEveryone(rule)) return 0;
  return isGroup(rule) ? childrenOf(rule).reduce((sum, child) => sum + countConditions(child), 0) : 1;
}

/** How deep a rule nests; a bare condition and "everyone" are 1. */
export function depthOf(rule: Rule): number {
  if (isEveryone(rule) || !isGroup(rule)) return 1;
  return 1 + Math.max(...childrenOf(rule).map(depthOf));
}

function isRealDay(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
