import { rows } from '#kernel';
import { EvidenceClaimsService } from './evidence-claims.service.js';
import { actorFor } from './testing/people.js';
import { type Desk, openDesk } from './testing/desk.js';
import { verifyLedger } from './verify-ledger.js';

let desk: Desk;
let claims: EvidenceClaimsService;
beforeEach(async () => {
  desk = await openDesk({ months: 12 });
  claims = desk.get(EvidenceClaimsService);
});
afterEach(async () => {
  expect((await verifyLedger(desk.db.read)).faults).toEqual([]);
  await desk.close();
});

const chaima = () => actorFor(desk.people.chaima);
const proof = { category: 'A', obtainedOn: '2026-06-15', words: 'ICDL Basis, nummer 12345' };
const accepted = { outcome: 'accepted', trust: 'high', answer: 'Nagevraagd bij ICDL' } as const;

describe('proof that somebody hands in', () => {
  it('waits on HR’s desk, and gives a licence once HR accepts it', async () => {
    const id = await claims.submit(chaima(), proof);
    expect(await claims.waiting(desk.hr)).toMatchObject([{ id, number: '1003', words: proof.words }]);
    expect(await desk.standing(desk.people.chaima)).toBeUndefined();
    await claims.decide(desk.hr, id, accepted);
    expect(await desk.standing(desk.people.chaima)).toMatchObject({
      state: 'valid',
      validUntil: '2027-06-15',
    });
    expect(await claims.own(chaima())).toMatchObject([{ outcome: 'accepted', answer: accepted.answer }]);
    expect(await claims.waiting(desk.hr)).toEqual([]);
    await expect(claims.decide(desk.hr, id, accepted)).rejects.toMatchObject({
      definition: { type: 'licence-evidence-decided' },
    });
    const audit = await rows(
      desk.db.read,
      `SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(audit).toEqual([
      { action: 'licence.evidence-submitted' },
      { action: 'licence.evidence-accepted' },
    ]);
  });

  it('changes nothing when HR rejects it, and may be handed in anew', async () => {
    const id = await claims.submit(chaima(), proof);
    await claims.decide(desk.hr, id, { outcome: 'rejected', trust: undefined, answer: 'Ander vak' });
    expect(await desk.standing(desk.people.chaima)).toBeUndefined();
    expect(await claims.own(chaima())).toMatchObject([{ outcome: 'rejected', answer: 'Ander vak' }]);
    await claims.submit(chaima(), proof);
    expect(await claims.own(chaima())).toHaveLength(2);
  });

  it('goes on waiting when it is too old to count', async () => {
    const id = await claims.submit(chaima(), { ...proof, obtainedOn: '2020-06-15' });
    await expect(claims.decide(desk.hr, id, accepted)).rejects.toMatchObject({
      definition: { type: 'licence-evidence-too-old' },
    });
    expect(await claims.waiting(desk.hr)).toHaveLength(1);
  });

  it('is one at a time for each licence, of a known category, and not of tomorrow', async () => {
    await claims.submit(chaima(), proof);
    await expect(claims.submit(chaima(), proof)).rejects.toMatchObject({
      definition: { type: 'licence-evidence-waits' },
    });
    await expect(claims.submit(chaima(), { ...proof, category: 'Z' })).rejects.toMatchObject({
      errors: [{ pointer: '/category' }],
    });
    await expect(claims.submit(chaima(), { ...proof, obtainedOn: '2099-01-01' })).rejects.toMatchObject({
      errors: [{ pointer: '/obtainedOn' }],
    });
  });

  it('is not decided by whoever handed it in, nor by somebody outside HR', async () => {
    const own = await claims.submit(desk.hr, proof);
    await expect(claims.decide(desk.hr, own, accepted)).rejects.toMatchObject({ status: 403 });
    await expect(claims.decide(chaima(), own, accepted)).rejects.toMatchObject({ status: 403 });
    await expect(claims.waiting(chaima())).rejects.toMatchObject({ status: 403 });
  });
});
