import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { hire, hold, makeCompany } from '../../audiences/src/testing/company.js';
import { category } from '../../licences/src/testing/desk.js';
import { type TestApp, testApp } from '../../../test/support/app.js';
import { milestone } from './testing/roadmap.js';

let product: TestApp;
let chaima: string;

beforeAll(async () => {
  product = await testApp({ demo: false });
  const { app, db } = product;
  await db.transaction(async (tx) => {
    await makeCompany(tx);
    const cast = {
      '1001': ['Anna de Wit', 'HRM'],
      '1003': ['Chaima El Idrissi', 'FIN-CRED'],
      '1005': ['Emília Santos', 'HRM-2'],
    } as const;
    for (const [number, [name, team]] of Object.entries(cast)) {
      const id = await hire(tx, { name, team, language: number === '1005' ? 'en' : 'nl' });
      await rows(tx, 'UPDATE person SET number = $2 WHERE id = $1', [id, number]);
      if (number === '1003') chaima = id;
      if (number === '1001')
        await rows(tx, `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'hr', now())`, [
          id,
        ]);
    }
    for (let i = 0; i < 5; i += 1) await hire(tx, { name: `Collega Nr${i}`, team: 'FIN' });
  });
  const none = { skills: [], courses: [], lessons: [], items: [], paths: [], media: [], cards: [] };
  await app
    .get(CatalogueService, { strict: false })
    .publish(systemActor('spec'), { ...none, categories: [category({ months: 12 })] });
}, 60_000);
afterAll(() => product.close());

describe('the roadmap', () => {
  it('takes HR from an empty page to an announced milestone, without JavaScript', async () => {
    const anna = await product.visit('anna');
    expect((await anna.open('/roadmap')).text).toContain('De routekaart is nog leeg');

    await anna.open('/roadmap/vision');
    expect(
      (await anna.submit('/roadmap/vision', { nl: 'Iedereen kan **zelf** verder.', en: '' })).status,
    ).toBe(422);
    expect(anna.current.html).toContain('Iedereen kan **zelf** verder.');
    const home = await anna.submit('/roadmap/vision', { en: 'Everyone can carry on.' });
    expect(home.html).toContain('Iedereen kan <strong>zelf</strong> verder.');

    await anna.open('/roadmap/milestones/new');
    const empty = await anna.submit('/roadmap/milestones/new', {}, 'Bewaar de mijlpaal');
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('href="#f-titleNl"');
    await anna.submit(
      '/roadmap/milestones/new',
      { titleNl: 'Finance rijdt voorop', 'rule.add': 'team' },
      'Voeg voorwaarde toe',
    );
    expect(anna.current.status).toBe(200);
    expect(anna.current.html).toContain('value="Finance rijdt voorop"');
    const shown = await anna.submit(
      '/roadmap/milestones/new',
      { 'rule.0.team': 'FIN' },
      'Bekijk wie erbij horen',
    );
    expect(shown.text).toContain('Chaima El Idrissi');
    const saved = await anna.submit(
      '/roadmap/milestones/new',
      {
        titleEn: 'Finance leads the way',
        textNl: 'Iedereen haalt A.',
        textEn: 'Everybody earns A.',
        category: 'A',
        target: '80',
        dueOn: '2026-12-18',
      },
      'Bewaar de mijlpaal',
    );
    expect(saved.status).toBe(200);
    expect(saved.text).toContain('Niemand weet hiervan');
    expect(saved.text).toContain('Van 6 mensen hebben er 0 het rijbewijs; het doel vraagt er 5.');
    expect(saved.html).toContain('<figcaption>Nog niemand heeft het rijbewijs, 5 nodig.');

    const id = /milestones\/([0-9a-f-]{36})/.exec(saved.url)?.[1] ?? '';
    await anna.open(`/roadmap/milestones/${id}/edit`);
    const late = await anna.submit(
      `/roadmap/milestones/${id}/edit`,
      { announcementNl: 'Finance begint.', announcementEn: 'Finance starts.', announceOn: '2026-12-19' },
      'Bewaar de mijlpaal',
    );
    expect([
      late.status,
      late.text.includes('Verstuur het bericht uiterlijk op de datum van de mijlpaal.'),
    ]).toEqual([422, true]);
    const changed = await anna.submit(
      `/roadmap/milestones/${id}/edit`,
      { announceOn: '2026-12-01' },
      'Bewaar de mijlpaal',
    );
    expect(changed.text).toContain(
      '6 mensen horen bij de doelgroep. Nog niemand kreeg het bericht al; er gaan nog 6 berichten uit.',
    );
    expect(changed.text).not.toContain('Niemand weet hiervan');
    const sent = await anna.submit(`/roadmap/milestones/${id}/announcement`);
    expect(sent.text).toContain('Er zijn 6 berichten onderweg.');
    expect(sent.text).toContain('Aangekondigd');
    expect(sent.html.match(/Collega Nr\d/g)).toHaveLength(5);
    expect(
      await one(product.db.read, `SELECT count(*)::int AS n FROM outbox WHERE name = 'milestone.announced'`),
    ).toEqual({ n: 1 });
    expect(sent.html).not.toContain(`/roadmap/milestones/${id}/removal`);
  });

  it('says to everybody what it means for them, in their language', async () => {
    const visitor = await product.visit('chaima');
    const seen = await visitor.open('/roadmap');
    expect(seen.text).toContain(
      'Jij doet mee. Haal rijbewijs A uiterlijk vrijdag 18 december 2026: nog 25 dagen.',
    );
    expect(seen.html).toContain('href="/learn"');
    expect(seen.text).toContain('0% van de 80%');
    expect(seen.html).not.toContain('/roadmap/milestones/');
    await product.db.transaction((tx) => hold(tx, chaima, 'A'));
    await product.run('roadmap.snapshot');
    expect((await visitor.open('/roadmap')).text).toContain('16% van de 80%');

    const emilia = await product.visit('emilia');
    const english = await emilia.open('/roadmap');
    expect(english.text).toContain('Finance leads the way');
    expect(english.text).toContain('Nothing to do This step is not about you.');
    expect(english.text).toContain('These steps are not about you');
  });

  it('keeps the rest of the company out of what HR does', async () => {
    const visitor = await product.visit('chaima');
    for (const url of ['/roadmap/vision', '/roadmap/milestones/new']) {
      expect((await visitor.open(url)).status).toBe(403);
    }
    const api = await product.api('chaima');
    expect((await api('get', '/api/v1/milestones')).status).toBe(403);
    expect((await api('post', '/api/v1/milestones').send(milestone())).status).toBe(403);
    const own = await api('get', '/api/v1/roadmap');
    expect(own.body).toMatchObject({
      vision: { version: 1 },
      milestones: [{ isForMe: true, state: 'announced' }],
    });
  });
});

describe('the API of milestones', () => {
  it('adds, changes, refuses and removes', async () => {
    const api = await product.api('anna');
    const added = await api('post', '/api/v1/milestones').send(milestone({ rule: { everyone: true } }));
    expect([added.status, added.body]).toMatchObject([
      201,
      { version: 1, state: 'planned', audience: { en: 'Everyone' }, latest: { audience: 8 } },
    ]);
    const url = `/api/v1/milestones/${added.body.id}`;
    const changed = await api('put', url).send({ ...milestone({ target: 50 }), version: 1 });
    expect([changed.status, changed.body]).toMatchObject([200, { version: 2, target: 50 }]);
    const stale = await api('put', url).send({ ...milestone(), version: 1 });
    expect(stale.status).toBe(409);
    const wrong = await api('post', '/api/v1/milestones').send({
      ...milestone(),
      target: 101,
      dueOn: 'morgen',
    });
    expect([
      wrong.status,
      wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort(),
    ]).toEqual([422, ['/dueOn', '/target']]);
    expect((await api('post', `${url}/announcement`).send({ messages: 2 })).status).toBe(409);
    expect((await api('get', `${url}/announcements`)).body).toEqual({ items: [], next: null });
    expect((await api('get', `${url}/snapshots`)).body).toMatchObject({
      items: [{ takenOn: '2026-11-23', audience: 6 }],
    });
    expect((await api('delete', url)).status).toBe(204);
    expect((await api('get', url)).status).toBe(404);
  });
});
