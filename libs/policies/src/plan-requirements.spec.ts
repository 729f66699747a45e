import fc from 'fast-check';
import { planRequirements } from './plan-requirements.js';
import type { CurrentRequirement, WantedRequirement } from './plan-requirements.js';

const explanation = { key: 'policies.due_fixed', args: { due: '2027-03-01' } };
const want = (personId: string, over: Partial<WantedRequirement> = {}): WantedRequirement => ({
  personId,
  category: 'A',
  held: false,
  dueOn: '2027-03-01',
  explanation,
  accessEndsOn: null,
  nightShift: false,
  ...over,
});
const have = (personId: string, over: Partial<CurrentRequirement> = {}): CurrentRequirement => ({
  requirementId: `r-${personId}`,
  personId,
  category: 'A',
  state: 'open',
  dueOn: '2027-03-01',
  explanation,
  accessEndsOn: null,
  nightShift: false,
  ...over,
});

describe('what must change in the requirements', () => {
  it('is nothing when they already say what the rule says', () => {
    const same = { ...explanation, args: { due: '2027-03-01' } };
    expect(
      planRequirements(
        [have('anna'), have('bram', { state: 'satisfied' })],
        [want('anna', { explanation: same }), want('bram', { held: true })],
      ),
    ).toEqual({
      create: [],
      satisfy: [],
      reopen: [],
      redate: [],
      end: [],
      unchanged: 2,
    });
  });

  it('names each kind of change once', () => {
    const plan = planRequirements(
      [
        have('anna'),
        have('bram', { state: 'satisfied' }),
        have('daan'),
        have('emilia'),
        have('femke', { category: 'B' }),
      ],
      [
        want('anna', { held: true }),
        want('bram'),
        want('daan', { dueOn: '2027-04-01' }),
        want('chaima'),
        want('femke'),
      ],
    );
    expect(plan.satisfy.map((one) => one.personId)).toEqual(['anna']);
    expect(plan.reopen.map((one) => one.current.personId)).toEqual(['bram']);
    expect(plan.redate.map((one) => one.wanted.dueOn)).toEqual(['2027-04-01']);
    expect(plan.create.map((one) => one.personId)).toEqual(['chaima', 'femke']);
    expect(plan.end.map((one) => `${one.personId} ${one.category}`).sort()).toEqual(['emilia A', 'femke B']);
    expect(plan.unchanged).toBe(0);
  });

  it('keeps the date of a requirement that is satisfied', () => {
    expect(
      planRequirements(
        [have('anna', { state: 'satisfied' })],
        [want('anna', { held: true, dueOn: '2030-01-01' })],
      ).unchanged,
    ).toBe(1);
  });

  it('leads, when carried out, to a state in which nothing must change any more', () => {
    const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
    const flags = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.boolean());
    fc.assert(
      fc.property(people, people, flags, flags, (now, then, satisfied, held) => {
        const current = now.map((id) => have(id, { state: satisfied[id] ? 'satisfied' : 'open' }));
        const wanted = then.map((id) => want(id, { held: held[id] ?? false, dueOn: '2027-05-01' }));
        const plan = planRequirements(current, wanted);
        const gone = new Set(
          [...plan.end, ...plan.satisfy]
            .map((one) => one.personId)
            .concat([...plan.reopen, ...plan.redate].map((one) => one.current.personId)),
        );
        const after: CurrentRequirement[] = [
          ...current.filter((one) => !gone.has(one.personId)),
          ...plan.satisfy.map((one) => ({ ...one, state: 'satisfied' as const })),
          ...[...plan.reopen, ...plan.redate].map(({ current: one, wanted: to }) => ({
            ...one,
            state: 'open' as const,
            dueOn: to.dueOn,
          })),
          ...plan.create.map((one) =>
            have(one.personId, { state: one.held ? 'satisfied' : 'open', dueOn: one.dueOn }),
          ),
        ];
        expect(planRequirements(after, wanted)).toMatchObject({
          create: [],
          satisfy: [],
          reopen: [],
          redate: [],
          end: [],
        });
      }),
    );
  });
});
