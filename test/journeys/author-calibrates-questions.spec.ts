import { run } from '../../apps/cli/src/main.js';
import { CalibrationsService } from '#calibrations';
import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { PeopleService } from '#people';
import { addExams, makeTruth } from '../../libs/attempts/src/testing/exam-answers.factory.js';
import { madeContent } from '../../libs/attempts/src/testing/index.js';
import { addCast } from '../../libs/licences/src/testing/people.js';
import { type TestApp, testApp } from '../support/app.js';

let product: TestApp;

beforeAll(async () => {
  product = await testApp({ demo: false });
  const { app, db } = product;
  const people = await addCast(db.read, app.get(PeopleService, { strict: false }));
  const grant = `INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, 'author', now())`;
  await rows(db.read, grant, [people.anna]);
  const catalogue = app.get(CatalogueService, { strict: false });
  await catalogue.publish(systemActor('spec'), madeContent());
  const bank = await catalogue.listItems(db.read, { category: 'A', use: 'exam' });
  await addExams(db, makeTruth(bank, 'truth'), { people: 600, length: 20, seed: 'sat' });
}, 120_000);
afterAll(() => product.close());

describe('an author who looks after the questions', () => {
  it('finds a proposal in the morning, reads what people chose, and puts it to use', async () => {
    const anna = await product.visit('anna');
    expect((await anna.open('/calibrations')).text).toContain('Er is nog niet geijkt');

    product.clock.set('2026-11-24T02:00:00Z');
    expect(await product.run('calibrations.calibrate')).toMatchObject({ seen: 1, changed: 1 });
    expect(await product.run('calibrations.calibrate')).toMatchObject({ seen: 1, changed: 0 });
    const list = await anna.open('/calibrations');
    expect(list.text).toContain('Voorstel');
    expect(list.html).toContain('href="/calibrations"');
    const href = /href="(\/calibrations\/[0-9a-f-]{36})"/.exec(list.html)?.[1] ?? '';

    const proposal = await anna.open(href);
    expect(proposal.text).toContain('Niet te beoordelen');
    expect(proposal.text).toContain('Neem in gebruik');
    expect(proposal.html).toContain('class="scroll"');
    const item = await anna.open(`${href}/items/tx.s1.501`);
    expect(item.status).toBe(200);
    expect(item.text).toContain('Option k (nl)');
    expect(item.text).toContain('Geen antwoord');

    await anna.open(href);
    const done = await anna.submit('/activation');
    expect(done.text).toContain('De ijking is in gebruik.');
    expect(done.text).not.toContain('Neem in gebruik');
    const inUse = await one<{ n: string }>(
      product.db.read,
      `SELECT count(*) AS n FROM calibration WHERE state = 'active'`,
    );
    expect(inUse?.n).toBe('1');
  }, 120_000);

  it('takes a question out of the exams with a reason, and reads later who did', async () => {
    const anna = await product.visit('anna');
    expect((await anna.open('/calibrations')).html).toContain('href="/calibrations/licences/A"');
    expect((await anna.open('/calibrations/licences/A')).text).toContain('tx.s1.501');
    const href = '/calibrations/licences/A/items/tx.s1.501';
    const story = await anna.open(href);
    expect(story.text).toContain('Als je deze vraag eruit haalt');
    expect(story.text).toContain('De nachtelijke controle');
    const empty = await anna.submit('/retirement', { reason: '' });
    expect(empty.status).toBe(422);
    await anna.open(href);
    const gone = await anna.submit('/retirement', { reason: 'Hij stond in de krant' });
    expect(gone.text).toContain('Nieuwe examens stellen deze vraag niet meer.');
    expect(gone.text).toContain('Hij stond in de krant');
    expect(gone.text).toContain('Anna');
    const back = await anna.submit('/return', { reason: 'Het was een andere' });
    expect(back.text).toContain('De vraag kan weer in nieuwe examens komen.');
    const call = await product.api('anna');
    const { body } = await call('get', '/api/v1/calibrations/licences/A/items/tx.s1.501').expect(200);
    const { history } = body as { history: { event: string; by: string }[] };
    expect(history.slice(0, 2).map(({ event, by }) => [event, by])).toEqual([
      ['put-back', 'person'],
      ['retired', 'person'],
    ]);
    const again = call('post', '/api/v1/calibrations/licences/A/items/tx.s1.501/return');
    await again.send({ reason: 'Nog eens' }).expect(409);
  });

  it('is alone with an administrator: an employee gets no page and no JSON', async () => {
    const chaima = await product.visit('chaima');
    expect((await chaima.open('/calibrations')).status).toBe(403);
    const call = await product.api('chaima');
    await call('get', '/api/v1/calibrations').expect(403);
  });

  it('may take the same from the API, and is refused a second activation', async () => {
    const call = await product.api('anna');
    const { body } = await call('get', '/api/v1/calibrations').expect(200);
    const [first] = (body as { items: { id: string; state: string; people: number }[] }).items;
    expect(first).toMatchObject({ state: 'active', people: 600 });
    const detail = (await call('get', `/api/v1/calibrations/${first!.id}`).expect(200)).body as {
      items: { itemId: string; state: string }[];
    };
    expect(detail.items).toHaveLength(48);
    expect(detail.items.filter(({ state }) => state === 'active').length).toBeGreaterThan(20);
    const report = await call('get', `/api/v1/calibrations/${first!.id}/items/tx.s1.501`).expect(200);
    expect((report.body as { options: unknown[] }).options).toHaveLength(5);
    await call('get', `/api/v1/calibrations/${first!.id}/items/tx.s1.999`).expect(404);
    await call('post', `/api/v1/calibrations/${first!.id}/activation`).expect(409);
    // The service is the same one that the command line and the night use.
    const service = product.app.get(CalibrationsService, { strict: false });
    expect(await service.run(systemActor('spec'), 'A')).toMatchObject({ kind: 'nothing-new' });
  });

  it('may do it from the command line, which says when there is nothing to do', async () => {
    const { url } = product.db.source.options as { url: string };
    const said: string[] = [];
    const log = jest
      .spyOn(console, 'log')
      .mockImplementation((line: unknown) => void said.push(String(line)));
    const error = jest
      .spyOn(console, 'error')
      .mockImplementation((line: unknown) => void said.push(String(line)));
    const tell = async (...words: string[]): Promise<{ code: number; text: string }> => {
      said.length = 0;
      const code = await run(words, { DATABASE_URL: url, LOG_LEVEL: 'silent' });
      return { code, text: said.join('\n') };
    };
    try {
      const again = await tell('calibrations', 'run', '--licence', 'A');
      expect(again).toMatchObject({ code: 0, text: expect.stringContaining('nothing stored') as string });
      const { text } = await tell('calibrations', 'list', '--json');
      const { items } = JSON.parse(text) as { items: { id: string; state: string }[] };
      expect(items.map(({ state }) => state)).toEqual(['active']);
      await expect(tell('calibrations', 'activate', items[0]!.id)).rejects.toMatchObject({
        definition: { type: 'calibration-not-a-candidate' },
      });
      expect((await tell('calibrations', 'run')).code).not.toBe(0);
    } finally {
      log.mockRestore();
      error.mockRestore();
    }
  }, 60_000);
});
