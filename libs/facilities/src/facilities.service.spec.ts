import { one, rows, type Tx } from '#kernel';
import { type Desk, openDesk } from '../../licences/src/testing/desk.js';
import { actorFor } from '../../licences/src/testing/people.js';
import { FacilitiesModule } from './facilities.module.js';
import { countDesired, DECISION, listDesired } from './facilities.queries.js';
import type { SaveFacility } from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';
import { accessTo, type Standing } from './facility.js';
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
const VPN: SaveFacility = {
  code: 'vpn',
  nameNl: 'Laptop met VPN',
  nameEn: 'Laptop with VPN',
  owner: 'it-services',
  category: 'A',
  safetyCritical: false,
  opensOnPermit: true,
};

let desk: Desk;
let facilities: FacilitiesService;
beforeEach(async () => {
  desk = await openDesk({ months: 12 }, undefined, [FacilitiesModule]);
  facilities = desk.get(FacilitiesService);
});
afterEach(() => desk.close());

/** Puts everybody at work: one team, one site, since 2020; without an end, or until a day. */
async function employ(tx: Tx, personIds: readonly string[], until: string | null = null): Promise<void> {
  await rows(
    tx,
    `INSERT INTO site (name, zone, country, told_until) VALUES ('Amsterdam', 'Europe/Amsterdam', 'NL', '2026-01-01') ON CONFLICT DO NOTHING`,
  );
  await rows(
    tx,
    `INSERT INTO team (code, name, path) VALUES ('FIN', 'Finance', '/FIN/') ON CONFLICT DO NOTHING`,
  );
  await rows(
    tx,
    `WITH employed AS (
       INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-01', $2::date) FROM unnest($1::uuid[]) AS id
       RETURNING id, person_id, valid)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, working_days, night_shift)
     SELECT e.person_id, e.id, seat, e.valid, 'Medewerker', t.id, s.id, '{1,2,3,4,5}', false
     FROM employed e, team t, site s, generate_series(1, 2) seat`,
    [personIds, until],
  );
}

describe('who may use what', () => {
  it('is the same in the core and in SQL, for every standing and every kind of facility', async () => {
    for (const standing of STANDINGS) {
      for (const safetyCritical of [true, false]) {
        for (const opensOnPermit of [true, false]) {
          const demand = { safetyCritical, opensOnPermit };
          const inSql = await one(
            desk.db.read,
            `SELECT ${DECISION} FROM (SELECT $1::boolean AS safety_critical, $2::boolean AS opens_on_permit) f
             CROSS JOIN (SELECT $3::text AS state) s`,
            [safetyCritical, opensOnPermit, standing],
          );
          expect(inSql).toEqual(accessTo(demand, standing));
        }
      }
    }
  });

  it('never closes a safety-critical facility by the clock alone, and closes it when a person decides', () => {
    const critical = { safetyCritical: true, opensOnPermit: false };
    expect(accessTo(critical, 'expired').access).toBe('open');
    expect(accessTo(critical, 'suspended').access).toBe('closed');
    expect(accessTo(critical, 'revoked').access).toBe('closed');
    expect(accessTo(critical, null).access).toBe('closed');
  });

  it('follows the licence through its life', async () => {
    await facilities.add(desk.hr, VPN);
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
    const all = await listDesired(desk.db.read, '2026-11-21', { limit: 100 });
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
    expect((await countDesired(desk.db.read, '2026-11-21')).every(({ n }) => n === 1)).toBe(true);
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
