import { rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';

/**
 * Anna says where it goes and why, sets a first milestone for creditors, and has it announced. Everybody reads what it
 * means for them; the worker counts each day and says whether it was reached.
 */
describe('HR draws a roadmap', () => {
  let house: TestApp;
  let anna: Visitor;
  let id = '';

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    anna = await house.visit('anna');
  }, 180_000);
  afterAll(() => house?.close());

  const milestone = async () =>
    (await (await house.api('anna'))('get', `/api/v1/milestones/${id}`)).body as {
      state: string;
      decidedOn: string | null;
      latest: { holders: number; audience: number } | null;
    };
  const announced = async () =>
    rows<{ number: string; state: string }>(
      house.db.read,
      `SELECT p.number, n.state FROM nudge n JOIN person p ON p.id = n.person_id WHERE n.subject = 'milestone:' || $1 ORDER BY 1`,
      [id],
    );
  const creditors = () =>
    rows<{ number: string; id: string }>(
      house.db.read,
      `SELECT DISTINCT number, person_id AS id FROM person_facts('2026-11-24') WHERE team_path LIKE '%/FIN-CRED/%' ORDER BY 1`,
    );

  it('with a vision in both languages at its head', async () => {
    await anna.open('/roadmap/vision');
    const page = await anna.submit('/roadmap/vision', {
      nl: 'Wij lossen het **zelf** op.',
      en: 'We solve it **ourselves**.',
    });
    expect(page.url).toBe('/roadmap');
    expect(page.html).toContain('<strong>zelf</strong>');
    expect((await (await house.visit('emilia')).open('/roadmap')).html).toContain(
      '<strong>ourselves</strong>',
    );
  });

  it('with a milestone that keeps what was typed until it is complete', async () => {
    await anna.open('/roadmap/milestones/new');
    let page = await anna.submit('/roadmap/milestones/new', {
      titleNl: 'Crediteuren rijdt veilig',
      category: 'A',
      target: '80',
      'rule.add': 'team',
      do: 'add-condition:',
    });
    page = await anna.submit('/roadmap/milestones/new', {
      'rule.0.team': 'FIN-CRED',
      'rule.0.below': 'yes',
      do: 'save',
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('value="Crediteuren rijdt veilig"');
    page = await anna.submit('/roadmap/milestones/new', {
      titleEn: 'Creditors drive safely',
      textNl: 'Wie betaalt, herkent een valse factuur.',
      textEn: 'Who pays recognises a false invoice.',
      dueOn: '2026-12-15',
      announcementNl: 'Vanaf vandaag leert Crediteuren voor rijbewijs A.',
      announcementEn: 'From today Creditors learn for licence A.',
      announceOn: '2026-11-26',
      do: 'save',
    });
    id = /\/roadmap\/milestones\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? '';
    expect(page.text).toContain('Crediteuren rijdt veilig');
    expect(await announced()).toEqual([]);
  });

  it('that tells each reader what it means for them', async () => {
    const chaima = await (await house.visit('chaima')).open('/roadmap');
    expect(chaima.text).toMatch(
      /Crediteuren rijdt veilig.*?Jij doet mee\. Haal rijbewijs A uiterlijk dinsdag 15 december 2026: nog 21 dagen/,
    );
    const own = (await (await house.api('lotte'))('get', '/api/v1/roadmap')).body as {
      milestones: { id: string; isForMe: boolean }[];
    };
    expect(own.milestones.find((one) => one.id === id)).toMatchObject({ isForMe: false });
  });

  it('that is announced on its morning to its own audience, once, within everybody’s budget', async () => {
    house.clock.set('2026-11-25T06:00:00Z');
    await house.run('roadmap.announce');
    expect(await announced()).toEqual([]);
    house.clock.set('2026-11-26T06:00:00Z');
    await house.run('roadmap.announce');
    await house.run('roadmap.announce');
    const audience = await creditors();
    expect((await announced()).map(({ number }) => number)).toEqual(audience.map(({ number }) => number));
    house.clock.set('2026-11-26T08:15:00Z');
    await house.run('nudges.bundle');
    const told = await announced();
    expect(told.find(({ number }) => number === CAST_NUMBERS.chaima)).toMatchObject({ state: 'sent' });
    // Thursday is not a working day of Daan.
    expect(told.find(({ number }) => number === CAST_NUMBERS.daan)).toMatchObject({ state: 'pending' });
    const chaima = await (await house.visit('chaima')).open('/notifications');
    expect(chaima.text).toContain('Crediteuren rijdt veilig');
  });

  it('that is counted every morning, by whoever holds the licence', async () => {
    house.clock.set('2026-11-27T04:00:00Z');
    await house.run('roadmap.snapshot');
    await house.run('roadmap.snapshot');
    const { latest } = await milestone();
    const [held] = await rows<{ n: number }>(
      house.db.read,
      `SELECT count(*)::int AS n FROM licence WHERE category = 'A' AND state IN ('valid', 'renewal', 'grace') AND person_id = ANY($1)`,
      [(await creditors()).map((one) => one.id)],
    );
    expect(latest).toMatchObject({ audience: (await creditors()).length, holders: held?.n });
    const taken = await rows<{ n: number }>(
      house.db.read,
      'SELECT count(*)::int AS n FROM milestone_snapshot WHERE milestone_id = $1 GROUP BY taken_on',
      [id],
    );
    expect(taken.every(({ n }) => n === 1)).toBe(true);
    expect(await milestone()).toMatchObject({ state: 'announced' });
  });

  it('that is missed when its day is over and not before, and says so without a name', async () => {
    house.clock.set('2026-12-15T04:00:00Z');
    await house.run('roadmap.snapshot');
    expect(await milestone()).toMatchObject({ state: 'announced' });
    house.clock.set('2026-12-16T04:00:00Z');
    await house.run('roadmap.snapshot');
    expect(await milestone()).toMatchObject({ state: 'missed' });
    const page = await (await house.visit('lotte')).open('/roadmap');
    expect(page.text).toContain('Niet gehaald');
    expect(page.text).not.toContain('Chaima');
  });

  it('and another that everybody who counts has reached', async () => {
    const call = await house.api('anna');
    const made = await call('post', '/api/v1/milestones').send({
      title: { nl: 'De eerste stap', en: 'The first step' },
      text: { nl: 'Een begin.', en: 'A beginning.' },
      category: 'A',
      rule: { everyone: true },
      target: 5,
      dueOn: '2027-03-01',
      announcement: null,
    });
    expect(made.status).toBe(201);
    id = (made.body as { id: string }).id;
    house.clock.set('2026-12-17T04:00:00Z');
    await house.run('roadmap.snapshot');
    expect(await milestone()).toMatchObject({ state: 'reached', decidedOn: '2026-12-17' });
    expect(await announced()).toEqual([]);
  });
});
