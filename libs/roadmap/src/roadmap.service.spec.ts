import { encodeCursor, one, type Problem, rows, systemActor, type Tx } from '#kernel';
import { hire, hold } from '../../audiences/src/testing/company.js';
import { writeVisionIn } from './roadmap.service.js';
import { seedRoadmap } from './seed-roadmap.js';
import { employee, HR, milestone, testRoadmap, type TestRoadmap } from './testing/roadmap.js';

let house: TestRoadmap;
let chaima: string;
let anna: string;

beforeEach(async () => {
  house = await testRoadmap();
  [chaima, anna] = await house.write(async (tx) => {
    const first = await hire(tx, { name: 'Chaima El Idrissi', team: 'FIN-CRED' });
    const second = await hire(tx, { name: 'Anna de Wit', team: 'HRM-2' });
    for (let i = 0; i < 5; i += 1) await hire(tx, { name: `Collega Nr${i}`, team: 'FIN' });
    return [first, second] as [string, string];
  });
});
afterEach(() => house.close());

const problem = (type: string) => ({ definition: { type } });

describe('the vision', () => {
  it('is a new version each time, and nobody overwrites what they have not read', async () => {
    const first = { nl: 'Zelf verder.', en: 'Carry on yourself.' };
    await house.roadmap.writeVision(HR, { text: first, version: 0 });
    await house.roadmap.writeVision(HR, {
      text: { nl: 'Samen verder.', en: 'Carry on together.' },
      version: 1,
    });
    const late = house.roadmap.writeVision(HR, { text: first, version: 1 });
    await expect(late).rejects.toMatchObject(problem('roadmap-changed-meanwhile'));
    expect(await rows(house.db.read, 'SELECT version, text FROM vision ORDER BY version')).toEqual([
      { version: 1, text: first },
      { version: 2, text: { nl: 'Samen verder.', en: 'Carry on together.' } },
    ]);
  });

  it('has one winner when people save at once', async () => {
    const text = { nl: 'Zelf verder.', en: 'Carry on yourself.' };
    const save = () =>
      house.roadmap.writeVision(HR, { text: { nl: 'Te laat.', en: 'Too late.' }, version: 0 }).then(
        () => 'written',
        (error: unknown) => (error as Problem).definition.type,
      );
    const first = (tx: Tx) => writeVisionIn(tx, HR, { text, version: 0 }, house.clock.now());
    expect(await house.whileHeld(first, [save, save])).toEqual([
      'roadmap-changed-meanwhile',
      'roadmap-changed-meanwhile',
    ]);
    expect(await rows(house.db.read, 'SELECT version, text FROM vision')).toEqual([{ version: 1, text }]);
  });
});

describe('HR', () => {
  it('sees at once where a new milestone stands, in words and numbers', async () => {
    await house.write((tx) => hold(tx, chaima, 'A'));
    const id = await house.roadmap.add(HR, milestone());
    const { state, audience, latest } = await house.reads.get(HR, id);
    expect(state).toBe('planned');
    expect(audience.nl).toContain('Finance');
    expect(latest).toEqual({ takenOn: '2026-11-23', audience: 6, holders: 1 });
    expect((await house.reads.list(HR, { limit: 1 })).items).toHaveLength(1);
  });

  it('changes a milestone only from the version that was read', async () => {
    const id = await house.roadmap.add(HR, milestone());
    await house.roadmap.change(HR, id, { ...milestone({ target: 60 }), version: 1 });
    const late = house.roadmap.change(HR, id, { ...milestone({ target: 90 }), version: 1 });
    await expect(late).rejects.toMatchObject(problem('roadmap-changed-meanwhile'));
    expect((await house.reads.get(HR, id)).target).toBe(60);
  });

  it('plans nothing in the past', async () => {
    await expect(
      house.roadmap.add(HR, milestone({ dueOn: '2026-11-22', announcement: null })),
    ).rejects.toMatchObject({
      errors: [{ pointer: '/dueOn', message: 'roadmap.error_due_past' }],
    });
  });

  it('sends ahead of the day after seeing the number, and nothing when the number grew', async () => {
    const id = await house.roadmap.add(HR, milestone());
    const page = await house.reads.show(HR, id, undefined);
    expect(page['announcement']).toMatchObject({ messages: 6, maySend: true });
    await house.write((tx) => hire(tx, { name: 'Nieuwe Collega', team: 'FIN' }));
    await expect(house.roadmap.announce(HR, id, 6)).rejects.toMatchObject(problem('milestone-reach-changed'));
    expect(await house.told('milestone.announced')).toEqual([]);
    expect(await house.roadmap.announce(HR, id, 7)).toBe(7);
    expect(await house.roadmap.announce(HR, id, 7)).toBe(0);
    house.clock.set('2026-12-01T06:00:00Z');
    await house.run('roadmap.announce');
    expect(await house.told('milestone.announced')).toHaveLength(1);
    const after = await house.reads.get(HR, id);
    expect([after.state, after.announcement?.on]).toEqual(['announced', '2026-11-23']);
  });

  it('pages through who was told without losing anybody', async () => {
    const id = await house.roadmap.add(HR, milestone());
    await house.roadmap.announce(HR, id, 6);
    const names: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await house.reads.told(HR, id, { after, limit: 4 });
      names.push(...items.map(({ name }) => name));
      after = next ?? undefined;
    } while (after);
    expect(names).toEqual([
      'Chaima El Idrissi',
      'Collega Nr0',
      'Collega Nr1',
      'Collega Nr2',
      'Collega Nr3',
      'Collega Nr4',
    ]);
  });

  it('begins a list anew when the cursor is none of ours', async () => {
    const id = await house.roadmap.add(HR, milestone());
    await house.roadmap.announce(HR, id, 6);
    for (const cursor of ['onzin', encodeCursor(['gisteren', 'x', 'y']), encodeCursor([1, null])]) {
      expect((await house.reads.list(HR, { after: cursor, limit: 50 })).items).toHaveLength(1);
      expect((await house.reads.told(HR, id, { after: cursor, limit: 50 })).items).toHaveLength(6);
    }
  });

  it('removes only what nobody has heard of', async () => {
    const id = await house.roadmap.add(HR, milestone());
    const told = await house.roadmap.add(HR, milestone());
    await house.roadmap.announce(HR, told, 6);
    await house.roadmap.remove(HR, id);
    await expect(house.roadmap.remove(HR, told)).rejects.toMatchObject(
      problem('milestone-already-announced'),
    );
    await expect(house.reads.get(HR, id)).rejects.toMatchObject(problem('not-found'));
  });

  it('cannot announce what has no message', async () => {
    const id = await house.roadmap.add(HR, milestone({ announcement: null }));
    await expect(house.roadmap.announce(HR, id, 6)).rejects.toMatchObject(
      problem('milestone-without-announcement'),
    );
  });
});

describe('everybody else', () => {
  it('may not write, send or see figures', async () => {
    const id = await house.roadmap.add(HR, milestone());
    const actor = employee(chaima, { isManager: true, grants: ['author', 'admin', 'works-council'] });
    const attempts = [
      house.roadmap.writeVision(actor, { text: { nl: 'x', en: 'x' }, version: 0 }),
      house.roadmap.add(actor, milestone()),
      house.roadmap.change(actor, id, { ...milestone(), version: 1 }),
      house.roadmap.remove(actor, id),
      house.roadmap.announce(actor, id, 6),
      house.reads.get(actor, id),
      house.reads.list(actor, { limit: 50 }),
      house.reads.snapshots(actor, id),
      house.reads.told(actor, id, { limit: 50 }),
      house.reads.vision(actor),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject(problem('forbidden'));
    expect(await house.told('milestone.announced')).toEqual([]);
  });

  it('reads what it means for them: in the audience or not, held or not, and when', async () => {
    const [soon] = await house.write(async (tx) => [await hire(tx, { name: 'Bram Janssen', team: 'FIN' })]);
    await house.write((tx) => hold(tx, soon, 'A', { until: '2026-12-01' }));
    await house.roadmap.add(HR, milestone());
    const mine = async (personId: string) => (await house.reads.own(employee(personId))).milestones[0];
    expect(await mine(chaima)).toMatchObject({
      isForMe: true,
      isHeld: false,
      phase: 'now',
      share: 1 / 7,
      isShareHidden: false,
    });
    expect(await mine(anna)).toMatchObject({ isForMe: false, isHeld: false });
    expect(await mine(soon)).toMatchObject({ isForMe: true, isHeld: true, validUntil: '2026-12-01' });
    const page = JSON.stringify(await house.reads.roadmap(employee(chaima)));
    expect(page).toContain('nog 25 dagen');
    expect(JSON.stringify(await house.reads.roadmap(employee(soon, { language: 'en' })))).toContain(
      'Renew it before',
    );
    expect(await house.reads.roadmap(employee(anna))).toMatchObject({
      isForNobodyHere: true,
      maySteer: false,
    });
  });

  it('sees no share of a group under five, and no share that tells on a few', async () => {
    await house.roadmap.add(
      HR,
      milestone({
        rule: { team: { code: 'FIN-CRED', below: true } },
        dueOn: '2026-12-01',
        announcement: null,
      }),
    );
    await house.roadmap.add(HR, milestone({ dueOn: '2026-12-02', announcement: null }));
    await house.roadmap.add(
      HR,
      milestone({ rule: { everyone: true }, dueOn: '2026-12-03', announcement: null }),
    );
    const seen = async (grants: readonly 'hr'[]) =>
      (await house.reads.own(employee(chaima, { grants }))).milestones.map(({ share, isShareHidden }) => [
        share,
        isShareHidden,
      ]);
    // One in Crediteuren, six in Finance, seven in all: Anna's state would be the difference.
    expect(await seen([])).toEqual([
      [null, true],
      [0, false],
      [null, true],
    ]);
    expect(await seen(['hr'])).toEqual([
      [0, false],
      [0, false],
      [0, false],
    ]);
    const page = JSON.stringify(await house.reads.roadmap(employee(chaima)));
    expect(page).not.toContain('figures');
    expect(page).not.toContain('isUnannounced');
  });
});

describe('one person', () => {
  it('gets everything that is kept, and is forgotten on request', async () => {
    const id = await house.roadmap.add(HR, milestone());
    await house.roadmap.announce(HR, id, 6);
    const erasure = house.registry.erasures.get('roadmap');
    expect(await erasure?.exportOf(house.db.read, chaima)).toMatchObject({
      announcements: [{ title: { nl: 'Finance rijdt voorop' } }],
    });
    await house.write((tx) => erasure?.erase(tx, chaima) ?? Promise.resolve());
    expect(await erasure?.exportOf(house.db.read, chaima)).toEqual({ announcements: [] });
    expect(await one(house.db.read, 'SELECT count(*)::int AS n FROM announcement')).toEqual({ n: 5 });
  });
});

describe('the demo company', () => {
  it('gets a vision and three milestones, once', async () => {
    const seed = () =>
      house.write((tx) =>
        seedRoadmap(tx, { audiences: house.audiences, actor: systemActor('demo'), now: house.clock.now() }),
      );
    await seed();
    await seed();
    const { vision, milestones } = await house.reads.own(employee(chaima));
    expect(vision?.version).toBe(1);
    expect(milestones.map(({ phase }) => phase)).toEqual(['now', 'next', 'later']);
    await house.run('roadmap.announce');
    expect(await house.told('milestone.announced')).toHaveLength(1);
  });
});
