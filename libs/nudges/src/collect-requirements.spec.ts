import { requirementCreated } from '#events';
import { fromRequired } from './collect-requirements.js';

const item = (count: number) => ({
  requirementId: `01990000-0000-7000-8000-00000000000${count}`,
  personId: `01990000-0000-7000-8000-00000000001${count}`,
  category: 'A',
  dueOn: '2027-02-26',
});
const finance = { nl: 'Omdat je in Finance werkt.', en: 'Because you work in Finance.' };
const own = { nl: 'Omdat je leiding geeft.', en: 'Because you lead people.' };

describe('the reason of a requirement', () => {
  it('goes to everybody of whom the event tells, and is shortened once', () => {
    const long = { ...finance, en: 'Because '.repeat(40) };
    const [one, two] = fromRequired(requirementCreated({ because: long, items: [item(1), item(2)] }).payload);
    expect(one?.facts).toMatchObject({
      because: { nl: finance.nl, en: expect.stringMatching(/^.{1,159}…$/) },
    });
    expect(two?.facts['because']).toBe(one?.facts['because']);
  });

  it('may still stand with each person, as in events from before', () => {
    const told = fromRequired(
      requirementCreated({ because: finance, items: [{ ...item(1), because: own }, item(2)] }).payload,
    );
    expect(told.map(({ facts }) => facts['because'])).toEqual([own, finance]);
    expect(
      fromRequired(requirementCreated({ items: [{ ...item(1), because: own }] }).payload)[0]?.facts,
    ).toEqual({
      because: own,
    });
  });

  it('is never left out', () => {
    expect(() => requirementCreated({ items: [item(1)] })).toThrow('a requirement has a reason');
  });
});
