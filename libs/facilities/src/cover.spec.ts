import { coverOf, type Member, type Needed } from './cover.js';
import type { Standing } from './facility.js';

const vpn: Needed = {
  id: 'vpn',
  category: 'A',
  safetyCritical: false,
  opensOnPermit: true,
  endorsement: null,
};
const member = (name: string, standing: Standing, isAtWork = true): Member => ({
  personId: name,
  name,
  isAtWork,
  bearings: new Map([['A', { standing, endorsements: [] }]]),
  passes: new Map(),
});

describe('cover on a day', () => {
  it('names who may and is there, and says when everything hangs on one person', () => {
    const [cover] = coverOf(
      [vpn],
      [member('Bram', 'permit'), member('Anna', 'valid'), member('Daan', 'grace', false)],
    );
    expect(cover).toEqual({
      facilityId: 'vpn',
      able: [
        { name: 'Anna', access: 'open' },
        { name: 'Bram', access: 'limited' },
      ],
      away: 1,
      risk: 'single',
    });
  });

  it('says nobody when only learners are left, and nothing when two can', () => {
    expect(coverOf([vpn], [member('Bram', 'permit')])[0]?.risk).toBe('nobody');
    expect(coverOf([vpn], [member('Anna', 'valid'), member('Daan', 'renewal')])[0]?.risk).toBe('none');
  });

  it('counts a waiver that holds on that day', () => {
    const waived = { ...member('Emma', 'expired'), passes: new Map([['vpn', 'waiver' as const]]) };
    expect(coverOf([vpn], [waived])[0]?.able).toEqual([{ name: 'Emma', access: 'open' }]);
  });
});
