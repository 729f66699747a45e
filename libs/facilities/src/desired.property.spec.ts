import fc from 'fast-check';
import { rows } from '#kernel';
import { verifyLedger } from '#licences';
import { type Desk, openDesk } from '../../licences/src/testing/desk.js';
import { actorFor } from '../../licences/src/testing/people.js';
import { anyAct, anyTerms, live } from '../../licences/src/testing/histories.js';
import { listDesired } from './desired.queries.js';
import { FacilitiesJobsModule, FacilitiesModule } from './facilities.module.js';
import { FacilitiesService } from './facilities.service.js';
import { accessTo, PASS_KINDS } from './facility.js';
import { PassesService } from './passes.service.js';
import { employ } from './testing/employ.js';

describe('the desired state', () => {
  it('is open only by a licence in force, a pass, or for safety, over ten thousand random histories', () => {
    const anyDemand = fc.record({
      safetyCritical: fc.boolean(),
      opensOnPermit: fc.boolean(),
      endorsement: fc.constantFrom(null, 'vpn', 'admin'),
    });
    const anyCase = fc.tuple(
      anyTerms,
      fc.array(anyAct, { maxLength: 20 }),
      anyDemand,
      fc.constantFrom(null, ...PASS_KINDS),
    );
    fc.assert(
      fc.property(anyCase, ([rule, acts, demand, pass]) => {
        const licence = live(rule, acts).at(-1)?.licence ?? null;
        const standing = licence?.state ?? null;
        const endorsements = licence?.endorsements ?? [];
        const { access } = accessTo(demand, { standing, endorsements, pass });
        const endorsed = demand.endorsement === null || endorsements.includes(demand.endorsement);
        const inForce = endorsed && standing !== null && ['valid', 'renewal', 'grace'].includes(standing);
        const forSafety = demand.safetyCritical && endorsed && standing === 'expired';
        const stopped = standing === 'suspended' || standing === 'revoked';
        expect(access === 'open').toBe(!stopped && (inForce || forSafety || pass !== null));
        if (stopped) expect(access).toBe(demand.safetyCritical ? 'limited' : 'closed');
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});

/** An id that no licence has. */
const UNKNOWN = '00000000-0000-7000-8000-000000000000';
const ACTS = [
  'pass',
  'suspend',
  'reinstate',
  'revoke',
  'permit',
  'glass',
  'review',
  'waiver',
  'sleep',
  'away',
] as const;

describe('what gatekeepers are told', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk({ months: 6, graceDays: 10 }, '2026-11-21T09:00:00Z', [
      FacilitiesModule,
      FacilitiesJobsModule,
    ]);
  });
  afterEach(() => desk.close());

  /** One act on Chaima; what is refused changes nothing. */
  async function act(what: (typeof ACTS)[number], facilityId: string): Promise<void> {
    const passes = desk.get(PassesService);
    const id = (await desk.standing(desk.people.chaima))?.licenceId ?? UNKNOWN;
    const reason = { reason: 'x' };
    const second = actorFor(desk.people.emilia, { grants: ['hr'] });
    const today = desk.clock.now().toString().slice(0, 10);
    switch (what) {
      case 'pass':
        return desk.pass(desk.people.chaima);
      case 'suspend':
      case 'reinstate':
      case 'revoke':
        await desk.licences[what](desk.hr, id, reason);
        return;
      case 'permit':
        await desk.licences.issuePermit(desk.hr, { number: '1003', category: 'A', days: 30 });
        return;
      case 'glass':
        await passes.breakGlass(actorFor(desk.people.chaima), facilityId, reason);
        return;
      case 'review': {
        const [waiting] = (await passes.list(second)).unreviewed;
        if (waiting) await passes.review(second, waiting.id, { verdict: 'justified', note: '' });
        return;
      }
      case 'waiver':
        await passes.giveWaiver(desk.hr, { number: '1003', facility: 'vpn', until: today, ...reason });
        return;
      case 'away':
        await rows(
          desk.db.read,
          `INSERT INTO absence (person_id, type, valid) VALUES ($1, 'care', daterange($2::date, $2::date + 5))`,
          [desk.people.chaima, today],
        );
        return;
      case 'sleep':
    }
  }

  it('replays to what somebody has, agrees with the rule, and never closes for safety, over a long random life', async () => {
    const facilities = desk.get(FacilitiesService);
    const base = { nameNl: 'x', nameEn: 'x', owner: 'hr', category: 'A', opensOnPermit: true } as const;
    const vpn = await facilities.add(desk.hr, { ...base, code: 'vpn', safetyCritical: false });
    await facilities.add(desk.hr, { ...base, code: 'alarm', safetyCritical: true });
    await employ(desk.db.read, [desk.people.chaima]);
    const steps = fc.sample(
      fc.record({ what: fc.constantFrom(...ACTS), hours: fc.integer({ min: 1, max: 900 }) }),
      {
        numRuns: 150,
        seed: 7,
      },
    );
    const done = new Set<string>();
    for (const { what, hours } of steps) {
      await act(what, vpn.id).then(
        () => done.add(what),
        (error: { status?: number }) => {
          // Refused by a rule, or an absence on top of another: nothing changed.
          if (error.status === undefined && what !== 'away') throw error;
        },
      );
      desk.clock.set(desk.clock.now().add({ hours }).toString());
      await desk.sweep();
      await desk.dispatcher.drain();
      await desk.dispatcher.runSchedule('facilities.reconcile');
      await invariants();
    }
    expect([...done].sort()).toEqual([...ACTS].sort());
    expect((await verifyLedger(desk.db.read)).faults).toEqual([]);
  }, 180_000);

  async function invariants(): Promise<void> {
    const now = { on: desk.clock.now().toString().slice(0, 10), at: desk.clock.now().toString() };
    const wanted = new Map(
      (await listDesired(desk.db.read, now, { limit: 100 })).map((each) => [each.facility, each.access]),
    );
    const has = await rows<{ code: string; access: string; closing: string | null; overdue: boolean }>(
      desk.db.read,
      `SELECT f.code, a.access, a.closing_for AS closing, coalesce(a.closes_at <= $1, false) AS overdue
       FROM facility_access a JOIN facility f ON f.id = a.facility_id`,
      [now.at],
    );
    for (const { code, access, closing, overdue } of has) {
      const want = wanted.get(code);
      const kept = code === 'alarm' && want === 'closed' ? 'limited' : want;
      expect(closing === null ? access : 'closed').toBe(kept);
      expect(overdue).toBe(false);
    }
    for (const [code, want] of wanted)
      if (want !== 'closed') expect(has.map((each) => each.code)).toContain(code);
    const replayed = await rows<{ code: string; access: string }>(
      desk.db.read,
      `SELECT DISTINCT ON (f.code) f.code, m.access FROM facility_message m JOIN facility f ON f.id = m.facility_id
       ORDER BY f.code, m.seq DESC`,
    );
    const open = replayed
      .filter(({ access }) => access !== 'closed')
      .map(({ code, access }) => `${code} ${access}`);
    expect(open.sort()).toEqual(has.map(({ code, access }) => `${code} ${access}`).sort());
    expect(replayed.find(({ code }) => code === 'alarm')?.access).not.toBe('closed');
  }
});
