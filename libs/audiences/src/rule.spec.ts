import fc from 'fast-check';
import { MAX_RULE_DEPTH, countConditions, depthOf, ruleSchema } from './rule.js';
import type { RuleNode } from './rule.js';
import { anyRule } from './testing/arbitrary-rules.js';

const leaf: RuleNode = { manager: true };
const nested = (depth: number): RuleNode => (depth === 1 ? leaf : { all: [leaf, nested(depth - 1)] });

describe('the schema of a rule', () => {
  it('accepts every rule of at most five levels, unchanged', () => {
    fc.assert(
      fc.property(anyRule(), (rule) => {
        expect(depthOf(rule)).toBeLessThanOrEqual(MAX_RULE_DEPTH);
        fc.pre(countConditions(rule) <= 40);
        expect(ruleSchema.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
      }),
    );
  });

  it('refuses a sixth level, and a body nested ten thousand deep without running out of stack', () => {
    expect(ruleSchema.safeParse(nested(5)).success).toBe(true);
    expect(ruleSchema.safeParse(nested(6)).success).toBe(false);
    const deep = JSON.parse('{"not":'.repeat(10_000) + '{"manager":true}' + '}'.repeat(10_000)) as unknown;
    expect(ruleSchema.safeParse(deep).success).toBe(false);
  });

  it('refuses a day that does not exist, an empty group, a "not" inside a "not" and words it does not know', () => {
    const refused: unknown[] = [
      { startedFrom: '2027-02-29' },
      { all: [] },
      { not: { not: { manager: true } } },
      { manager: true, extra: 1 },
      { all: [{ everyone: true }] },
      { hours: { op: '< 1 OR 1=1 --', value: 3 } },
      { any: Array.from({ length: 41 }, () => leaf) },
    ];
    for (const rule of refused) expect(ruleSchema.safeParse(rule).success).toBe(false);
    expect(ruleSchema.safeParse({ startedFrom: '2028-02-29' }).success).toBe(true);
  });
});
