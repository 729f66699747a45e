import { type Actor, anonymousActor, FixedClock, parseConfig, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { exampleContent as example } from '../../content/src/testing/example-content.js';
import { CatalogueService } from './catalogue.service.js';
import { saveWords } from './words.schemas.js';
import { WordsService } from './words.service.js';

const AUTHOR: Actor = {
  ...systemActor('spec'),
  kind: 'person',
  name: 'Karim Haddad',
  grants: ['author'],
  personId: '01970000-0000-7000-8000-000000001011',
};

const SETTINGS = parseConfig({ ORG_SERVICEDESK_NL: 'de IT-balie' });

describe('publishing content', () => {
  let database: TestDatabase;
  const service = (): CatalogueService =>
    new CatalogueService(database.db, new FixedClock(), parseConfig({}));
  beforeEach(async () => (database = await testDatabase()));
  afterEach(() => database.close());

  it('writes everything once, and nothing when nothing changed', async () => {
    const catalogue = service();
    const first = await catalogue.publish(AUTHOR, await example());
    expect(first).toEqual({ publication: 1, added: 11, changed: 0, retired: 0, unchanged: 0 });
    const second = await catalogue.publish(AUTHOR, await example());
    expect(second).toEqual({ publication: 1, added: 0, changed: 0, retired: 0, unchanged: 11 });
    expect(await rows(database.db.read, 'SELECT id, version FROM item_version WHERE version > 1')).toEqual(
      [],
    );
  });

  it('gives a changed item a new version and keeps the old one readable', async () => {
    const catalogue = service();
    await catalogue.publish(AUTHOR, await example());
    await catalogue.publish(
      AUTHOR,
      await example(['Alleen jij komt er weer in', 'Alleen jij kunt er weer in']),
    );
    const newest = await catalogue.getItem(database.db.read, 'ex.lock.001');
    const old = await catalogue.getItem(database.db.read, 'ex.lock.001', 1);
    expect([newest.version, old.version]).toEqual([2, 1]);
    expect(JSON.stringify(newest.body)).toContain('Alleen jij kunt er weer in');
    expect(JSON.stringify(old.body)).toContain('Alleen jij komt er weer in');
    expect((await catalogue.getItem(database.db.read, 'ex.lock.002')).version).toBe(1);
  });

  it('refuses a silent change of the right answer, and then changes nothing at all', async () => {
    const catalogue = service();
    await catalogue.publish(AUTHOR, await example());
    const changed = await example(
      ['[lock, look]', '[save, look]'],
      ['Alleen jij komt er weer in', 'Jij komt er weer in'],
    );
    await expect(catalogue.publish(AUTHOR, changed)).rejects.toMatchObject({
      definition: { type: 'item-meaning-changed' },
      args: { items: 'ex.lock.003' },
    });
    expect((await catalogue.getItem(database.db.read, 'ex.lock.001')).version).toBe(1);
    expect((await catalogue.current()).publication).toBe(1);
  });

  it('retires an item that left the files: nobody is asked it, old attempts can still read it', async () => {
    const catalogue = service();
    await catalogue.publish(AUTHOR, await example());
    const content = await example();
    await catalogue.publish(AUTHOR, {
      ...content,
      items: content.items.filter(({ id }) => id !== 'ex.lock.005'),
    });
    const pool = await catalogue.listItems(database.db.read, { skill: 'ex.lock', use: 'practice' });
    expect(pool.map(({ id }) => id)).toEqual(
      ['001', '002', '003', '004', '006', '007'].map((n) => `ex.lock.${n}`),
    );
    expect((await catalogue.getItem(database.db.read, 'ex.lock.005')).status).toBe('retired');
    expect((await catalogue.getItem(database.db.read, 'ex.lock.005', 1)).status).toBe('active');
  });

  it('brings a retired item back when its file returns', async () => {
    const catalogue = service();
    const content = await example();
    await catalogue.publish(AUTHOR, content);
    await catalogue.publish(AUTHOR, { ...content, items: content.items.slice(1) });
    await catalogue.publish(AUTHOR, content);
    expect(await catalogue.getItem(database.db.read, 'ex.lock.001')).toMatchObject({
      version: 3,
      status: 'active',
    });
  });

  it('is seen by another process', async () => {
    const [here, elsewhere] = [service(), service()];
    expect((await elsewhere.current()).publication).toBe(0);
    await here.publish(AUTHOR, await example());
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect((await elsewhere.current()).publication).toBe(1);
  });

  it('is for authors and administrators', async () => {
    await expect(service().publish(anonymousActor, await example())).rejects.toMatchObject({
      definition: { type: 'forbidden' },
    });
    await expect(service().publish({ ...AUTHOR, grants: ['hr'] }, await example())).rejects.toMatchObject({
      definition: { type: 'forbidden' },
    });
  });

  it('lets nobody rewrite what is published', async () => {
    await service().publish(AUTHOR, await example());
    await expect(rows(database.db.read, `UPDATE item_version SET status = 'retired'`)).rejects.toThrow(
      /stays as it was/,
    );
    await expect(rows(database.db.read, 'DELETE FROM lesson_version')).rejects.toThrow(/stays as it was/);
  });

  it('leaves an audit entry with numbers, by whom', async () => {
    await service().publish(AUTHOR, await example());
    const entries = await rows(
      database.db.read,
      `SELECT action, actor_id, changes->>'added' AS added FROM audit_event`,
    );
    expect(entries).toEqual([{ action: 'content.published', actor_id: AUTHOR.personId, added: '11' }]);
  });
});

describe('the published content', () => {
  let database: TestDatabase;
  let catalogue: CatalogueService;
  beforeAll(async () => {
    database = await testDatabase();
    catalogue = new CatalogueService(database.db, new FixedClock(), SETTINGS);
    const content = await example(['De L van lock, Engels voor op slot doen.', 'Vraag {{org.servicedesk}}.']);
    await catalogue.publish(AUTHOR, content);
  });
  afterAll(() => database.close());

  it('has the employer’s own words', async () => {
    const { body } = await catalogue.getItem(database.db.read, 'ex.lock.005');
    expect(body.type === 'text' && body.why.nl).toMatch(/^Vraag de IT-balie\. Samen/);
  });

  it('says at once what an administrator chooses, and the setting again when the choice is taken back', async () => {
    const words = new WordsService(database.db, new FixedClock(), catalogue, SETTINGS);
    const admin: Actor = { ...AUTHOR, grants: ['admin'] };
    const wording = async () => {
      const { body } = await catalogue.getItem(database.db.read, 'ex.lock.005');
      return body.type === 'text' ? body.why.nl : '';
    };
    const asShown = (list: Awaited<ReturnType<WordsService['list']>>, language: 'nl' | 'en') =>
      Object.fromEntries(list.map((shown) => [shown.word, shown[language]]));
    const before = await words.list(admin);
    expect(before.find(({ word }) => word === 'servicedesk')).toEqual({
      word: 'servicedesk',
      nl: 'de IT-balie',
      en: 'the service desk',
      usual: { nl: 'de IT-balie', en: 'the service desk' },
      uses: 1,
    });
    const form = saveWords.parse({ nl: asShown(before, 'nl'), en: asShown(before, 'en') });
    await words.change(admin, { ...form, nl: { ...form.nl, servicedesk: 'de helpende hand' } });
    expect(await wording()).toMatch(/^Vraag de helpende hand\. Samen/);
    expect(await audited()).toEqual([
      { from: { nl: {}, en: {} }, to: { nl: { servicedesk: 'de helpende hand' }, en: {} } },
    ]);
    await words.change(admin, form);
    await words.change(admin, form);
    expect(await wording()).toMatch(/^Vraag de IT-balie\. Samen/);
    expect(await audited()).toHaveLength(2);
    await expect(words.change(AUTHOR, form)).rejects.toMatchObject({ definition: { type: 'forbidden' } });
    expect(saveWords.safeParse({ ...form, nl: { ...form.nl, intranet: '**plein**' } }).success).toBe(false);
  });

  const audited = async () =>
    (
      await rows<{ changes: unknown }>(
        database.db.read,
        `SELECT changes FROM audit_event WHERE action = 'employer-words.changed' ORDER BY id`,
      )
    ).map(({ changes }) => changes);

  it('finds items and lessons by category', async () => {
    const items = await catalogue.listItems(database.db.read, { category: 'A', use: 'practice' });
    expect(items).toHaveLength(7);
    expect(items[0]).toMatchObject({ id: 'ex.lock.001', b: -0.8, sd: 1, skill: 'ex.lock' });
    expect(await catalogue.listItems(database.db.read, { category: 'A', use: 'exam' })).toEqual([]);
    const lessons = await catalogue.listLessons(database.db.read, { category: 'A' });
    expect(lessons.map(({ slug }) => slug)).toEqual(['lock-your-screen']);
    expect(await catalogue.getCategory(database.db.read, 'A')).toMatchObject({
      exam: { max: 24 },
      valid: { months: 24 },
    });
  });

  it('serves a lesson’s picture by its fingerprint', async () => {
    const [lesson] = await catalogue.listLessons(database.db.read, { course: '_example' });
    const picture = await catalogue.getMedia(lesson?.media[0]?.hash ?? '');
    expect(picture.contentType).toBe('image/svg+xml');
    expect(picture.bytes.toString('utf8')).toContain('viewBox="0 0 640 360"');
  });

  it('says plainly that something is not there', async () => {
    await expect(catalogue.getCategory(database.db.read, 'Z')).rejects.toMatchObject({ status: 404 });
    await expect(catalogue.getItem(database.db.read, 'ex.lock.001', 9)).rejects.toMatchObject({
      status: 404,
    });
    await expect(catalogue.getCourse(database.db.read, 'nowhere')).rejects.toMatchObject({ status: 404 });
  });
});
