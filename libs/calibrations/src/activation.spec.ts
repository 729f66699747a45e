import type { GateFailure } from '#assessment';
import { activationOf, movedItems } from './activation.js';
import type { ItemStanding } from './calibration.js';
import type { ItemLife } from './item-lives.js';

const shift: GateFailure = { reason: 'shift', found: -0.4, bound: 0.3 };
const misfit: GateFailure = { reason: 'misfit-score', found: 0.08, bound: 0.05 };
const item = (itemId: string, state: ItemStanding, ...gateFailures: GateFailure[]) => ({
  ...{ itemId, authorVersion: 1, state, gateFailures },
});
const life = (itemId: string, state: ItemLife['state']): [string, ItemLife] => [
  itemId,
  {
    ...{ itemId, authorVersion: 1, state, before: null, because: null, at: new Date(0) },
    ...{ isProposed: false, isCleared: false, trustedAt: null, countedFrom: null },
  },
];
const ITEMS = [
  item('a', 'calibrated'),
  item('b', 'watch', shift),
  item('c', 'watch', shift, misfit),
  item('d', 'pilot', misfit),
  item('e', 'watch', shift),
  item('f', 'active'),
];
const LIVES = new Map([life('b', 'watch'), life('c', 'watch'), life('e', 'retired'), life('f', 'active')]);
const sign = (...ids: string[]) => ids.map((itemId) => ({ itemId, reason: `because of ${itemId}` }));

describe('an activation', () => {
  it('waits for a signature on each item that moved and still counts, not on retired ones', () => {
    expect(movedItems(ITEMS, new Set(['e']))).toEqual([
      { itemId: 'b', shift: -0.4 },
      { itemId: 'c', shift: -0.4 },
    ]);
    expect(activationOf(ITEMS, LIVES, [], 'anna')).toEqual({ kind: 'unsigned', items: ['b', 'c'] });
    expect(activationOf(ITEMS, LIVES, sign('b'), 'anna')).toEqual({ kind: 'unsigned', items: ['c'] });
    expect(activationOf(ITEMS, LIVES, sign('b', 'c', 'a'), 'anna')).toEqual({
      kind: 'nothing-to-sign',
      items: ['a'],
    });
  });

  it('makes passed items active, and a signed one when nothing but the shift stood against it', () => {
    const agreed = activationOf(ITEMS, LIVES, sign('b', 'c'), 'anna');
    if (agreed.kind !== 'agreed') throw new Error(agreed.kind);
    expect([...agreed.states]).toEqual([
      ['a', 'active'],
      ['b', 'active'],
    ]);
    expect(agreed.accepted).toEqual([
      { itemId: 'b', shift: -0.4, reason: 'because of b' },
      { itemId: 'c', shift: -0.4, reason: 'because of c' },
    ]);
    expect(agreed.moves.map(({ itemId, event, state, because }) => [itemId, event, state, because])).toEqual([
      ['a', 'activated', 'active', null],
      ['b', 'cleared', 'active', 'because of b'],
    ]);
  });
});
