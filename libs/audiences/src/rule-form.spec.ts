import fc from 'fast-check';
import { depthOf } from './rule.js';
import { plainest } from './rule-tree.js';
import { EMPTY_DRAFT, isDraftGroup, readDraft, takeStep, toDraft, toRule } from './rule-form.js';
import type { DraftNode } from './rule-form.js';
import { anyRule } from './testing/arbitrary-rules.js';

/** What a browser would send for this draft. */
function submitted(node: DraftNode, path = 'rule'): Record<string, string | string[]> {
  const body: Record<string, string | string[]> = { [`${path}.kind`]: node.kind };
  if (!isDraftGroup(node)) {
    for (const [field, values] of Object.entries(node.fields))
      body[`${path}.${field}`] = values.length === 1 ? values[0]! : values;
    return body;
  }
  return node.children.reduce((all, child, i) => ({ ...all, ...submitted(child, `${path}.${i}`) }), body);
}

describe('the rule builder', () => {
  it('gives a rule back unchanged after it was opened for editing and submitted', () => {
    fc.assert(
      fc.property(anyRule(4), (rule) => {
        fc.pre(depthOf(rule) <= 4);
        const body = submitted(toDraft(plainest(rule)));
        const outcome = toRule(readDraft(body));
        expect(outcome).toEqual({ ok: true, rule: plainest(rule) });
      }),
    );
  });

  it('is built up line by line with plain submit buttons', () => {
    let body: Record<string, unknown> = { 'rule.kind': 'all', 'rule.add': 'team' };
    let draft = takeStep(readDraft(body), 'add-condition:', body);
    body = { ...submitted(draft), 'rule.0.team': 'FIN', 'rule.0.below': 'yes' };
    draft = takeStep(readDraft(body), 'add-group:', body);
    body = { ...submitted(draft), 'rule.1.add': 'site' };
    draft = takeStep(readDraft(body), 'add-condition:1', body);
    body = { ...submitted(draft), 'rule.1.0.site': ['Amsterdam', 'Lissabon'], 'rule.1.add': 'holds' };
    draft = takeStep(readDraft(body), 'add-condition:1', body);
    body = { ...submitted(draft), 'rule.1.1.category': 'A', 'rule.1.1.not': 'yes' };
    expect(toRule(readDraft(body))).toEqual({
      ok: true,
      rule: {
        all: [
          { team: { code: 'FIN', below: true } },
          { any: [{ site: ['Amsterdam', 'Lissabon'] }, { not: { holds: { category: 'A' } } }] },
        ],
      },
    });
    draft = takeStep(readDraft(body), 'remove:1.0', body);
    draft = takeStep(draft, 'remove:0', body);
    expect(toRule(draft)).toEqual({ ok: true, rule: { not: { holds: { category: 'A' } } } });
  });

  it('keeps what was typed and names the field when something is missing or wrong', () => {
    const draft = readDraft({
      'rule.kind': 'all',
      'rule.0.kind': 'team',
      'rule.1.kind': 'started-day',
      'rule.1.day': '2027-02-29',
      'rule.2.kind': 'any',
      'rule.3.kind': 'hours',
      'rule.3.hours': 'many',
      'rule.4.kind': 'started-days',
      'rule.4.days': '2,5',
    });
    expect(toRule(draft)).toEqual({
      ok: false,
      errors: {
        'rule.0.team': 'audiences.error_choose',
        'rule.1.day': 'audiences.error_day',
        'rule.2.add': 'audiences.error_empty_group',
        'rule.3.hours': 'audiences.error_number',
        'rule.4.days': 'audiences.error_number',
      },
    });
    expect((draft.children[3] as { fields: Record<string, string[]> }).fields['hours']).toEqual(['many']);
  });

  it('means everyone without a line, and never trips over a form made by hand', () => {
    expect(toRule(EMPTY_DRAFT)).toEqual({ ok: true, rule: { everyone: true } });
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('rule.kind', 'rule.0.kind', 'rule.0.0.kind', 'rule.0.team', 'rule.x'),
          fc.anything(),
        ),
        fc.string(),
        (body, button) => {
          toRule(takeStep(readDraft(body), button, body));
        },
      ),
    );
  });
});
