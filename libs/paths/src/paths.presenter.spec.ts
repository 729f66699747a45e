import { CatalogueService } from '#catalogue';
import { FixedClock, parseConfig, projectRoot, systemActor } from '#kernel';
import { createAssets, createRenderer, navFor, productWords, setStrictWords, t } from '#ui';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { exampleOfThreeLessons } from '../../content/src/testing/example-content.js';
import { coursePage, learnPage, pathView, presentPath } from './paths.presenter.js';
import { PathsService } from './paths.service.js';

const NOBODY = '01970000-0000-7000-8000-000000001003';

describe('the pages of a path', () => {
  let database: TestDatabase;
  let paths: PathsService;
  let catalogue: CatalogueService;
  const render = (view: string, model: object, lang: 'nl' | 'en'): string =>
    createRenderer({
      root: projectRoot(),
      dev: false,
      words: productWords(),
      assets: createAssets(projectRoot()),
    }).page(view, model, 'app', {
      lang,
      theme: null,
      keysOn: true,
      actor: { kind: 'person', name: 'Chaima El Idrissi', zone: 'Europe/Amsterdam' },
      nonce: 'n0nce',
      csrf: 'token',
      nav: navFor({ kind: 'person', grants: [], isManager: false }, '/learn', (key) => t(lang, key)),
      flash: null,
      title: 'x',
      path: '/learn',
      demo: false,
      clockShifted: null,
    });

  beforeAll(async () => {
    setStrictWords(true);
    database = await testDatabase();
    const clock = new FixedClock('2026-11-23T09:00:00Z');
    catalogue = new CatalogueService(database.db, clock, parseConfig({}));
    await catalogue.publish(systemActor('spec'), await exampleOfThreeLessons());
    paths = new PathsService(catalogue, clock);
  });
  afterAll(() => database.close());

  it.each(['nl', 'en'] as const)('show the route to somebody new (%s)', async (lang) => {
    const now = await paths.get(database.db.read, NOBODY, 'A');
    const html = render(
      'paths/learn',
      learnPage(now, await catalogue.listCategories(database.db.read), lang),
      lang,
    );
    expect(html).toContain('href="/placement/A"');
    expect(html).toContain(lang === 'nl' ? '12 minuten in 3 lessen' : '12 minutes in 3 lessons');
    expect(html.match(/href="\/lessons\//g)).toHaveLength(3);
    // The exam cannot be reached by a link as long as lessons are left.
    expect(html).not.toContain('href="/exams/A"');
  });

  it.each(['nl', 'en'] as const)('show a course with its promise and where to start (%s)', async (lang) => {
    const { course, path } = await paths.ofCourse(database.db.read, NOBODY, '_example');
    const html = render('paths/course', coursePage(course, path, lang), lang);
    expect(html).toContain(
      lang === 'nl' ? 'Je laat nooit een open scherm achter.' : 'You never leave an open screen behind.',
    );
    expect(html).toContain(lang === 'nl' ? 'Start les 1 (4 min)' : 'Start lesson 1 (4 min)');
  });

  it('give the same path as JSON', async () => {
    const view = presentPath(await paths.get(database.db.read, NOBODY, 'A'));
    expect(pathView.parse(view)).toEqual(view);
    expect(view.next.reason.nl).toContain('3 lessen');
  });

  it.each(['nl', 'en'] as const)('send somebody to the licence that comes first (%s)', async (lang) => {
    const now = await paths.get(database.db.read, NOBODY, 'A');
    const first = {
      ...now,
      needs: [{ category: 'Z', held: false }],
      next: {
        ...{ ...now.next, kind: 'licence' as const, first: 'Z', url: '/learn?category=Z', minutes: 0 },
        reason: { key: 'paths.reason_licence', args: { first: 'Z' } },
      },
    };
    const html = render('paths/learn', learnPage(first, [], lang), lang);
    expect(html).toContain('href="/learn?category&#x3D;Z"');
    expect(html).toContain(lang === 'nl' ? 'Eerst rijbewijs Z' : 'Licence Z first');
    expect(html).not.toContain('href="/exams/A"');
    expect(pathView.parse(presentPath(first))).toMatchObject({ next: { kind: 'licence' } });
  });

  it('say that a course is done when every lesson is', async () => {
    const { path, course } = await paths.ofCourse(database.db.read, NOBODY, '_example');
    const done = {
      ...path,
      stations: path.stations.map((station) => ({ ...station, state: 'done' as const, isNext: false })),
    };
    expect(render('paths/course', coursePage(course, done, 'nl'), 'nl')).toContain(
      'Je hebt deze cursus klaar',
    );
  });
});
