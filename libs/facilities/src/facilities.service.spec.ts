import { one, rows } from '#kernel';
import { type Desk, openDesk } from '../../licences/src/testing/desk.js';
import { actorFor } from '../../licences/src/testing/people.js';
import { FacilitiesModule } from './facilities.module.js';
import { HrDeskService } from '#licences';
import { countDesired, DECISION, listDesired } from './desired.queries.js';
import type { SaveFacility } from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';
import { accessTo, type Bearer, PASS_KINDS, type Standing } from './facility.js';
import { employ } from './testing/employ.js';
import { seedFacilities } from './seed-facilities.js';

const STANDINGS: readonly (Standing | null)[] = [
  'permit',
  'valid',
  'renewal',
  'grace',
  'expired',
  'suspended',
  'revoked',
  null,
];
const NOW = { on: '2026-11-21', at: '2026-11-21T09:00:00Z' };
const VPN: SaveFacility = {
  code: 'vpn',
  nameNl: 'Laptop met VPN',
  nameEn: 'Laptop with VPN',
  owner: 'it-services',
  category: 'A',
  safetyCritical: false,
  opensOnPermit: true,
};

const bearer = (standing: Standing | null): Bearer => ({ standing, endorsements: [], pass: null });

let desk: Desk;
let facilities: FacilitiesService;
beforeEach(async () => {
  desk = await openDesk({ months: 12 }, undefined, [FacilitiesModule]);
  facilities = desk.get(FacilitiesService);
});
afterEach(() => desk.close());

describe('who may use what', () => {
  it('is the same in the core and in SQL, for every standing and every kind of facility', async () => {
    for (const standing of STANDINGS) {
      for (const safetyCritical of [true, false]) {
        for (const opensOnPermit of [true, false]) {
          for (const endorsement of [null, 'vpn']) {
            for (const endorsements of [[], ['vpn']]) {
              for (const pass of [null, ...PASS_KINDS]) {
                const demand = { safetyCritical, opensOnPermit, endorsement };
                const inSql = await one(
                  desk.db.read,
                  `SELECT ${DECISION} FROM (SELECT $1::boolean AS safety_critical, $2::boolean AS opens_on_permit, $4::text AS endorsement) f
                   CROSS JOIN (SELECT $3::text AS state, $5::text[] AS endorsements) s CROSS JOIN (SELECT $6::text AS pass) g`,
                  [safetyCritical, opensOnPermit, standing, endorsement, endorsements, pass],
                );
                expect(inSql).toEqual(accessTo(demand, { standing, endorsements, pass }));
              }
            }
          }
        }
      }
    }
  });

  it('never closes a safety-critical facility hard: the clock leaves it open, a person’s decision limits it', () => {
    const critical = { safetyCritical: true, opensOnPermit: false, endorsement: null };
    const at = (standing: Standing | null) => accessTo(critical, bearer(standing)).access;
    expect(at('expired')).toBe('open');
    expect(at('suspended')).toBe('limited');
    expect(at('revoked')).toBe('limited');
    expect(at(null)).toBe('closed');
  });

  it('lets no pass help against what a person decided', () => {
    const vpn = { safetyCritical: false, opensOnPermit: true, endorsement: null };
    expect(accessTo(vpn, { ...bearer('expired'), pass: 'waiver' }).reason).toBe('waiver');
    expect(accessTo(vpn, { ...bearer('suspended'), pass: 'waiver' })).toEqual({
      access: 'closed',
      reason: 'suspended',
    });
  });

  it('asks for the endorsement beside the licence', async () => {
    const hr = desk.get(HrDeskService);
    await hr.saveEndorsement(desk.hr, { code: 'admin', category: 'A', nameNl: 'Beheer', nameEn: 'Admin' });
    await facilities.add(desk.hr, { ...VPN, endorsement: 'admin' });
    await employ(desk.db.read, [desk.people.chaima]);
    await desk.pass(desk.people.chaima);
    const chaima = actorFor(desk.people.chaima);
    expect((await facilities.own(chaima))[0]).toMatchObject({
      access: 'closed',
      reason: 'endorsement-missing',
    });
    const id = (await desk.standing(desk.people.chaima))?.licenceId ?? '';
    await hr.endorse(desk.hr, id, { endorsement: 'admin' });
    expect((await facilities.own(chaima))[0]).toMatchObject({ access: 'open', reason: 'holds' });
    await expect(
      facilities.add(desk.hr, { ...VPN, code: 'x-ray', endorsement: 'none' }),
    ).rejects.toMatchObject({
      status: 422,
    });
  });

  it('follows the licence through its life', async () => {
    await facilities.add(desk.hr, VPN);
    await employ(desk.db.read, [desk.people.chaima]);
    const chaima = actorFor(desk.people.chaima);
    const now = async (): Promise<string> => {
      const [vpn] = await facilities.own(chaima);
      return `${vpn?.access} ${vpn?.reason}`;
    };
    expect(await now()).toBe('closed never-held');
    await desk.licences.issuePermit(desk.hr, { number: '1003', category: 'A', days: 30 });
    expect(await now()).toBe('limited on-permit');
    await desk.pass(desk.people.chaima);
    expect(await now()).toBe('open holds');
    desk.clock.set('2027-11-25T09:00:00Z');
    await desk.sweep();
    expect(await now()).toBe('open in-grace');
    desk.clock.set('2028-01-25T09:00:00Z');
    await desk.sweep();
    expect(await now()).toBe('closed expired');
  });
});

describe('the desired state', () => {
  it('lists everybody at work once per facility, page by page', async () => {
    await desk.db.transaction(seedFacilities);
    await employ(desk.db.read, [desk.people.chaima, desk.people.emilia]);
    await employ(desk.db.read, [desk.people.giovanni], '2026-11-01');
    await desk.pass(desk.people.chaima);
    const all = await listDesired(desk.db.read, NOW, { limit: 100 });
    expect(all).toHaveLength(2 * 4);
    expect(new Set(all.map(({ personId }) => personId))).toEqual(
      new Set([desk.people.chaima, desk.people.emilia]),
    );
    expect(all.filter(({ access }) => access === 'open').map(({ personId }) => personId)).toEqual(
      Array(4).fill(desk.people.chaima),
    );
    const paged = [];
    let after: string | undefined;
    do {
      const page = await facilities.desired(desk.hr, { limit: 3, ...(after ? { after } : {}) });
      paged.push(...page.items);
      after = page.next ?? undefined;
    } while (after);
    expect(paged).toEqual(all);
    expect((await countDesired(desk.db.read, NOW)).every(({ n }) => n === 1)).toBe(true);
  });

  it('is not for employees', async () => {
    await expect(facilities.desired(actorFor(desk.people.chaima), { limit: 3 })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('editing what takes which licence', () => {
  it('is for HR and administrators, and leaves a trace', async () => {
    await expect(facilities.add(actorFor(desk.people.chaima), VPN)).rejects.toMatchObject({ status: 403 });
    const vpn = await facilities.add(desk.hr, VPN);
    await facilities.edit(desk.hr, vpn.id, { ...VPN, nameNl: 'VPN', safetyCritical: true });
    expect((await facilities.list())[0]).toMatchObject({ name: { nl: 'VPN' }, safetyCritical: true });
    await facilities.retire(desk.hr, vpn.id);
    expect(await facilities.list()).toEqual([]);
    await expect(facilities.retire(desk.hr, vpn.id)).rejects.toMatchObject({ status: 409 });
    const trace = await rows<{ action: string }>(
      desk.db.read,
      `SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [vpn.id],
    );
    expect(trace.map(({ action }) => action)).toEqual([
      'facility.added',
      'facility.edited',
      'facility.retired',
    ]);
  });

  it('refuses a code twice and a category nobody can earn', async () => {
    await facilities.add(desk.hr, VPN);
    await expect(facilities.add(desk.hr, VPN)).rejects.toMatchObject({
      errors: [{ pointer: '/code' }],
    });
    await expect(facilities.add(desk.hr, { ...VPN, code: 'x-ray', category: 'Z' })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('can be seeded twice without doubles', async () => {
    await desk.db.transaction(seedFacilities);
    await desk.db.transaction(seedFacilities);
    expect(await facilities.list()).toHaveLength(4);
  });
});
