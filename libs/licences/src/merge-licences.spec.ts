import fc from 'fast-check';
import { fold } from './fold.js';
import type { Licence, LicenceEvent, LicenceState } from './licence.js';
import { isOpen } from './licence.js';
import { moveLicences, transfer } from './merge-licences.js';

const STATES = ['permit', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked'] as const;
let last = 0;

function licence(
  personId: string,
  category: string,
  state: LicenceState,
  more: Partial<Licence> = {},
): Licence {
  const licenceId = `licence-${(last += 1)}`;
  const issued: LicenceEvent = {
    kind: 'permit-issued',
    on: '2026-01-01',
    identity: { licenceId, personId, category, number: licenceId, codeDigest: 'x' },
    validUntil: '2026-01-14',
  };
  return { ...fold([issued]), state, graceUntil: '2027-01-01', ...more };
}

const ids = (list: readonly Licence[]) => list.map(({ licenceId }) => licenceId);

describe('licences of two records that become one', () => {
  it('all go over when the kept record has none', () => {
    const closing = [licence('new', 'A', 'valid'), licence('new', 'B', 'expired')];
    expect(moveLicences(closing, [])).toEqual({ over: closing, aside: [] });
  });

  it('leave the kept one in force when it lasts as long, and let the longer one count', () => {
    const own = licence('old', 'A', 'valid', { graceUntil: '2027-01-01' });
    expect(moveLicences([licence('new', 'A', 'valid')], [own])).toEqual({ over: [], aside: [] });
    const longer = licence('new', 'A', 'valid', { graceUntil: '2028-01-01' });
    expect(moveLicences([longer], [own])).toEqual({ over: [longer], aside: [own] });
  });

  it('put a licence before a permit, however long the permit lasts', () => {
    const earned = licence('new', 'A', 'grace', { graceUntil: '2026-12-01' });
    const permit = licence('old', 'A', 'permit', { graceUntil: '2027-12-01' });
    expect(moveLicences([earned], [permit])).toEqual({ over: [earned], aside: [permit] });
    expect(moveLicences([permit], [earned])).toEqual({ over: [], aside: [] });
  });

  it('keep a suspension by HR in force on either record', () => {
    const suspended = licence('new', 'A', 'suspended', { suspendedOn: '2026-06-01' });
    const own = licence('old', 'A', 'valid', { graceUntil: '2029-01-01' });
    expect(moveLicences([suspended], [own])).toEqual({ over: [suspended], aside: [own] });
    expect(moveLicences([own], [suspended])).toEqual({ over: [], aside: [] });
  });

  it('never stand twice open in one category, are never lost, and go back to where they were', () => {
    const of = (personId: string) =>
      fc
        .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom(...STATES), fc.nat(900)), {
          maxLength: 8,
        })
        .map((list) => {
          const taken = new Set<string>();
          return list.flatMap(([category, state, days]) => {
            const graceUntil = `20${27 + (days % 9)}-01-01`;
            const one = licence(personId, category, state, { graceUntil });
            if (isOpen(one) && taken.has(category)) return [];
            if (isOpen(one)) taken.add(category);
            return [one];
          });
        });
    fc.assert(
      fc.property(of('new'), of('old'), (closing, kept) => {
        const { over, aside } = moveLicences(closing, kept);
        const to = (personId: string, list: readonly Licence[]) =>
          list.map((one) => transfer(one, { personId, mergeId: 'm', on: '2026-11-23' }).licence);
        const after = [
          ...to('old', over),
          ...to('new', aside),
          ...[...closing, ...kept].filter(({ licenceId }) => !ids([...over, ...aside]).includes(licenceId)),
        ];
        const places = after.filter(isOpen).map(({ personId, category }) => `${personId} ${category}`);
        expect(new Set(places).size).toBe(places.length);
        expect(ids(after).sort()).toEqual(ids([...closing, ...kept]).sort());
        // Every category that was open anywhere is open on the kept record.
        const open = new Set([...closing, ...kept].filter(isOpen).map(({ category }) => category));
        expect(
          new Set(after.filter((one) => isOpen(one) && one.personId === 'old').map((one) => one.category)),
        ).toEqual(open);
        const back = [...to('new', to('old', over)), ...to('old', to('new', aside))];
        expect(back).toEqual([...over, ...aside]);
      }),
      { numRuns: 2000 },
    );
  });
});
