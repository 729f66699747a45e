import { countsFrom, hasConsequence, NO_STEPS, phaseOn, stepsSchema } from './policy-steps.js';
import { differencesInWords } from './policy-diff.js';
import { complete, draftOf, filled, NEW_DRAFT, policyContent } from './policy-draft.js';
import type { PolicyContent } from './policy-draft.js';
import { sayIn } from './testing/words.js';

const steps = { optionalFrom: '2027-02-15', requiredFrom: '2027-03-01', enforcedFrom: '2027-05-03' };
const basics: PolicyContent = {
  title: { nl: 'Basis', en: 'Basics' },
  category: 'A',
  due: { afterJoining: 20 },
  rule: { everyone: true },
};

describe('the steps of a policy', () => {
  it('are announced, optional, required and enforced, each from its own day on', () => {
    const phases = ['2027-02-14', '2027-02-15', '2027-02-28', '2027-03-01', '2027-05-02', '2027-05-03'];
    expect(phases.map((day) => phaseOn(steps, day))).toEqual([
      'announced',
      'optional',
      'optional',
      'required',
      'required',
      'enforced',
    ]);
    expect(phaseOn(NO_STEPS, '2027-01-01')).toBe('required');
  });

  it('count no day before it is required, and none before the publication', () => {
    expect(countsFrom(steps, '2027-02-01')).toBe('2027-03-01');
    expect(countsFrom(steps, '2027-04-01')).toBe('2027-04-01');
    expect(countsFrom(NO_STEPS, '2027-02-01')).toBe('2027-02-01');
  });

  it('come in order, and a fixed date lies in or after the required step', () => {
    expect(stepsSchema.safeParse({ ...steps, requiredFrom: '2027-02-01' }).success).toBe(false);
    expect(stepsSchema.safeParse({ ...steps, requiredFrom: null, enforcedFrom: '2027-01-01' }).success).toBe(
      false,
    );
    const early = { ...basics, due: { by: '2027-02-20', newcomers: 5 }, steps };
    expect(policyContent.safeParse(early).success).toBe(false);
    expect(complete(draftOf(early))).toMatchObject({
      errors: { requiredFrom: 'policies.error_due_before_required' },
    });
  });

  it('take a second person when access can end or a passed date makes people late', () => {
    expect(hasConsequence(filled({ ...basics, steps }), '2027-02-01')).toBe(true);
    expect(hasConsequence(filled({ ...basics, due: { by: '2027-01-31', newcomers: 5 } }), '2027-02-01')).toBe(
      true,
    );
    expect(hasConsequence(filled({ ...basics, due: { by: '2027-02-01', newcomers: 5 } }), '2027-02-01')).toBe(
      false,
    );
    expect(hasConsequence(filled(basics), '2027-02-01')).toBe(false);
  });
});

describe('a draft', () => {
  it('keeps everything HR can say, there and back', () => {
    const all: PolicyContent[] = [
      {
        ...basics,
        renewMonths: 24,
        steps,
        applyTo: 'renewal',
        tests: { in: ['1003'], out: ['1004', '1005'] },
      },
      { ...basics, due: { afterReturn: 15 } },
      { ...basics, due: { afterLicence: { category: 'B', days: 10 } } },
    ];
    for (const content of all)
      expect(complete(draftOf(content))).toEqual({ ok: true, content: filled(content) });
  });

  it('says by field what is missing or wrong', () => {
    const draft = { ...NEW_DRAFT, titleNl: 'Basis', category: 'A' };
    const errors = (over: Partial<typeof draft>) => {
      const completed = complete({ ...draft, ...over });
      return completed.ok ? {} : completed.errors;
    };
    expect(errors({ renewMonths: '0' })).toEqual({ renewMonths: 'policies.error_months' });
    expect(errors({ dueKind: 'licence' })).toEqual({ dueLicence: 'policies.error_category' });
    expect(errors({ enforcedFrom: '2027-02-30' })).toEqual({ enforcedFrom: 'policies.error_steps' });
    expect(errors({ testsIn: Array.from({ length: 51 }, (_, i) => String(i)).join(';') })).toEqual({
      testsIn: 'policies.error_tests',
    });
  });
});

describe('the difference between two versions', () => {
  const said = (content: PolicyContent, who = 'Iedereen') => ({ content: filled(content), who });
  const words = (a: PolicyContent, b: PolicyContent) =>
    differencesInWords(said(a), said(b), 'nl', sayIn('nl'));

  it('is told in one sentence for each change, and not at all where nothing changed', () => {
    expect(words(basics, { ...basics, applyTo: 'new' })).toEqual([]);
    expect(
      words(basics, {
        ...basics,
        category: 'B',
        due: { by: '2027-03-01', newcomers: 10 },
        renewMonths: 24,
        steps,
      }),
    ).toEqual([
      'Er wordt rijbewijs B gevraagd in plaats van A.',
      'De termijn wordt: uiterlijk ma 1 mrt 2027, en 10 eigen werkdagen voor wie later bij de groep komt. Nu is dat: binnen 20 eigen werkdagen nadat de regel gaat gelden.',
      'Vernieuwen wordt: elke 24 maanden een nieuw bewijs. Nu is dat: zolang het rijbewijs geldig is.',
      'Vrijwillig vanaf: ma 15 feb 2027. Nu is dat: niet apart.',
      'Verplicht vanaf: ma 1 mrt 2027. Nu is dat: niet apart.',
      'Toegang dicht vanaf: ma 3 mei 2027. Nu is dat: niet apart.',
    ]);
    expect(
      words(basics, { ...basics, title: { nl: 'Start', en: 'Start' }, tests: { in: ['7'], out: [] } }),
    ).toEqual([
      'De naam wordt ‘Start / Start’. Nu is dat ‘Basis / Basics’.',
      'De controle wordt: wel: 7; niet: –. Nu is dat: wel: –; niet: –.',
    ]);
    const other = { ...basics, rule: { manager: true } };
    expect(
      differencesInWords(said(basics), said(other, 'Iedereen die leiding geeft'), 'nl', sayIn('nl')),
    ).toEqual(['De groep wordt: Iedereen die leiding geeft. Nu is dat: Iedereen.']);
  });
});
