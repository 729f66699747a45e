import { rows } from '#kernel';
import type { Actor } from '#kernel';
import { beAway, hire } from '../../audiences/src/testing/company.js';
import { hr, testPolicies } from './testing/policies.js';
import { decideWaiver, refuseUntil } from './waiver.js';

type Company = Awaited<ReturnType<typeof testPolicies>>;
let company: Company;
beforeEach(async () => {
  company = await testPolicies();
});
afterEach(() => company.close());

const finance = { team: { code: 'FIN', below: true } };

async function three(): Promise<{ anna: Actor; jolanda: Actor; chaima: string }> {
  const [anna, jolanda, chaima] = await company.write(async (tx) => [
    await hire(tx, { name: 'Anna de Wit', team: 'HRM' }),
    await hire(tx, { name: 'Jolanda Prins', team: 'HRM' }),
    await hire(tx, { name: 'Chaima El' }),
  ]);
  return { anna: hr(anna), jolanda: hr(jolanda), chaima: chaima };
}

const due = async (personId: string) =>
  (
    await rows<{ due: string; key: string }>(
      company.db.read,
      `SELECT due_on AS due, explanation ->> 'key' AS key FROM requirement WHERE person_id = $1 AND state = 'open'`,
      [personId],
    )
  )[0];

describe('a waiver or an extension', () => {
  it('is granted by somebody else than who asked it, and moves the date of that person alone', async () => {
    const { anna, jolanda, chaima } = await three();
    const daan = await company.write((tx) => hire(tx, { name: 'Daan Visser' }));
    const id = await company.inForce(anna, finance, { afterStart: 20 });
    const asked = {
      personId: chaima,
      kind: 'extension' as const,
      until: '2027-04-01',
      reason: 'Verhuist naar een ander team',
    };
    const waiver = await company.waivers.ask(anna, id, asked);
    expect(await due(chaima)).toMatchObject({ due: '2027-02-26' });
    await expect(company.waivers.decide(anna, waiver, 'grant')).rejects.toMatchObject({
      definition: { type: 'policy-waiver-same-person' },
    });
    await company.waivers.decide(jolanda, waiver, 'grant');
    expect(await due(chaima)).toEqual({ due: '2027-04-01', key: 'policies.due_extended' });
    expect(await due(daan)).toMatchObject({ due: '2027-02-26' });
    await expect(company.waivers.decide(jolanda, waiver, 'refuse')).rejects.toMatchObject({
      definition: { type: 'policy-waiver-decided' },
    });
    await company.waivers.decide(jolanda, waiver, 'withdraw');
    expect(await due(chaima)).toMatchObject({ due: '2027-02-26' });
    expect(
      (await company.waivers.list(anna)).map((one) => `${one.displayName} ${one.state} ${one.decidedByName}`),
    ).toEqual(['Chaima El withdrawn Jolanda Prins']);
  });

  it('gives back what an absence takes from it, without anybody asking', async () => {
    const { anna, jolanda, chaima } = await three();
    const id = await company.inForce(anna, finance, { afterStart: 20 });
    const asked = {
      personId: chaima,
      kind: 'waiver' as const,
      until: '2027-03-31',
      reason: 'Werkt mee aan de verhuizing',
    };
    await company.waivers.decide(jolanda, await company.waivers.ask(anna, id, asked), 'grant');
    expect(await due(chaima)).toEqual({ due: '2027-04-29', key: 'policies.due_waived' });
    await company.write((tx) => beAway(tx, chaima, '2027-03-22', '2027-04-04'));
    company.clock.set('2027-03-22T08:00:00Z');
    await company.run('policies.evaluate');
    // 1 and 2 April are given back, over King’s Day.
    expect(await due(chaima)).toEqual({ due: '2027-05-03', key: 'policies.due_waived' });
    expect((await company.asOf.show(anna, chaima, undefined))[0]?.explanation.nl).toContain(
      'nadat de ontheffing',
    );
  });

  it('survives leaving the audience and coming back', async () => {
    const { anna, jolanda, chaima } = await three();
    const id = await company.inForce(anna, finance, { afterStart: 20 });
    const asked = {
      personId: chaima,
      kind: 'extension' as const,
      until: '2027-05-03',
      reason: 'Afgesproken met HR',
    };
    await company.waivers.decide(jolanda, await company.waivers.ask(anna, id, asked), 'grant');
    const move = async (code: string, at: string) => {
      company.clock.set(at);
      await company.write((tx) =>
        rows(
          tx,
          `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = $1) WHERE person_id = $2`,
          [code, chaima],
        ),
      );
      await company.evaluationOf([chaima]);
    };
    await move('HRM', '2027-02-03T08:00:00Z');
    expect(await due(chaima)).toBeUndefined();
    await move('FIN', '2027-02-10T08:00:00Z');
    expect(await due(chaima)).toEqual({ due: '2027-05-03', key: 'policies.due_extended' });
  });

  it('is HR’s to ask and to decide, ends within a year, and is not about oneself', async () => {
    const { anna, jolanda, chaima } = await three();
    const id = await company.inForce(anna, { everyone: true }, { afterStart: 20 });
    const asked = { personId: chaima, kind: 'waiver' as const, until: '2028-03-31', reason: 'te lang' };
    await expect(company.waivers.ask(anna, id, asked)).rejects.toMatchObject({
      definition: { type: 'policy-waiver-day' },
    });
    await expect(company.waivers.ask({ ...anna, grants: [] }, id, asked)).rejects.toMatchObject({
      definition: { type: 'forbidden' },
    });
    const own = await company.waivers.ask(jolanda, id, {
      ...asked,
      until: '2027-05-01',
      personId: anna.personId!,
    });
    await expect(company.waivers.decide(anna, own, 'grant')).rejects.toMatchObject({
      definition: { type: 'policy-waiver-own' },
    });
  });
});

describe('the steps of a waiver', () => {
  it('are asked, then granted or refused, and withdrawn by anybody from HR but the person', () => {
    const waiver = { state: 'asked' as const, askedBy: 'anna', personId: 'chaima' };
    expect(decideWaiver(waiver, 'grant', 'jolanda')).toEqual({ ok: true, state: 'granted' });
    expect(decideWaiver(waiver, 'refuse', 'anna')).toEqual({ ok: true, state: 'refused' });
    expect(decideWaiver({ ...waiver, state: 'granted' }, 'withdraw', 'anna')).toEqual({
      ok: true,
      state: 'withdrawn',
    });
    expect(decideWaiver({ ...waiver, state: 'refused' }, 'withdraw', 'anna')).toMatchObject({ ok: false });
    expect(refuseUntil('2027-01-31', '2027-02-01')).toBe('waiver-day');
    expect(refuseUntil('2027-02-01', '2027-02-01')).toBeNull();
  });
});

describe('the exceptions page', () => {
  it('names who has no date, no working days, no hours, a date far ahead, or two policies at once', async () => {
    const { anna } = await three();
    await company.write(async (tx) => {
      await beAway(tx, await hire(tx, { name: 'Femke Wouters' }), '2027-01-04', null);
      await hire(tx, { name: 'Gijs Smit', workingDays: [], hours: null });
      await hire(tx, { name: 'Hanna Bos', workingDays: [1] });
    });
    await company.inForce(anna, finance, { afterStart: 160 });
    await company.inForce(anna, { all: [finance, { job: { contains: 'mede' } }] }, { afterStart: 20 });
    const { counts, items, alarms } = await company.exceptions.show(anna);
    expect(counts).toEqual({
      'no-date': 2,
      'missing-days': 2,
      'missing-hours': 2,
      'far-date': 1,
      'two-rules': 4,
    });
    const two = items.find((one) => one.kind === 'two-rules' && one.displayName === 'Chaima El');
    expect(two).toMatchObject({ dueOn: '2027-02-26', titles: [{ nl: 'Basis' }, { nl: 'Basis' }] });
    expect(alarms).toEqual([]);
    await expect(company.exceptions.show({ ...anna, grants: [] })).rejects.toMatchObject({
      definition: { type: 'forbidden' },
    });
  });
});
