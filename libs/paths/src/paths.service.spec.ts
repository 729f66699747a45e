import {
  examFailed,
  examPassed,
  lessonCompleted,
  licenceExpired,
  licenceGranted,
  licenceRenewalOpened,
  placementFinished,
} from '#events';
import { CatalogueService } from '#catalogue';
import { Dispatcher, FixedClock, one, parseConfig, publish, Registry, rows, systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { exampleOfThreeLessons } from '../../content/src/testing/example-content.js';
import { PathsListeners } from './paths.listeners.js';
import { PathsService } from './paths.service.js';

const ATTEMPT = '01970000-0000-7000-8000-00000000a77e';
const LICENCE = '01970000-0000-7000-8000-0000000011ce';

describe('the path of Chaima', () => {
  let database: TestDatabase;
  let clock: FixedClock;
  let paths: PathsService;
  let dispatcher: Dispatcher;
  let registry: Registry;
  let chaima: string;
  let lessonIds: string[];

  beforeAll(async () => {
    database = await testDatabase();
    clock = new FixedClock();
    const catalogue = new CatalogueService(database.db, clock, parseConfig({}));
    const content = await exampleOfThreeLessons();
    const further = content.categories.map((basic) => ({ ...basic, category: 'C', needs: ['A'] }));
    await catalogue.publish(systemActor('spec'), {
      ...content,
      categories: [...content.categories, ...further],
    });
    lessonIds = content.lessons.map(({ id }) => id);
    paths = new PathsService(catalogue, clock);
    registry = new Registry();
    new PathsListeners(registry, paths).onModuleInit();
    dispatcher = new Dispatcher(database.db, clock, registry);
  });
  afterAll(() => database.close());

  let number = 0;
  beforeEach(async () => {
    clock.set('2026-11-23T09:00:00Z');
    const person = await one<{ id: string }>(
      database.db.read,
      `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
       VALUES ($1, 'Chaima', 'El Idrissi', 'Chaima El Idrissi', 'el idrissi chaima', 'nl', 'Europe/Amsterdam', now())
       RETURNING id`,
      [`C${++number}`],
    );
    chaima = person?.id ?? '';
  });

  const now = async () => paths.get(database.db.read, chaima, 'A');
  const tell = async (event: Parameters<typeof publish>[1]) => {
    await database.db.transaction((tx) => publish(tx, event));
    await dispatcher.drain();
  };
  const finish = (index: number, skill: string) =>
    tell(lessonCompleted({ personId: chaima, lessonId: lessonIds[index] ?? '', skill, category: 'A' }));

  it('starts with the placement test and twelve minutes of lessons', async () => {
    const { path, next } = await now();
    expect(path).toMatchObject({ minutesLeft: 12, lessons: { total: 3, left: 3 } });
    expect(next).toMatchObject({ kind: 'placement', url: '/placement/A' });
  });

  it('skips what she showed in the placement test', async () => {
    await tell(
      placementFinished({
        attemptId: ATTEMPT,
        personId: chaima,
        category: 'A',
        exemptSkills: ['ex.lock', 'ex.most'],
      }),
    );
    const { path, next } = await now();
    expect(path).toMatchObject({ minutesLeft: 4, minutesSaved: 8 });
    expect(next).toMatchObject({
      kind: 'lesson',
      url: `/lessons/${lessonIds[1]}`,
      title: { nl: 'Twee toetsen en weg' },
    });
  });

  it('goes on to the exam when the last lesson is done', async () => {
    await finish(0, 'ex.lock');
    await finish(1, 'ex.more');
    expect((await now()).next).toMatchObject({ kind: 'lesson', url: `/lessons/${lessonIds[2]}` });
    await finish(2, 'ex.most');
    expect((await now()).next).toMatchObject({ kind: 'exam', minutes: 25, url: '/exams/A' });
  });

  it('stays the same when an event comes twice', async () => {
    await finish(0, 'ex.lock');
    await finish(0, 'ex.lock');
    const marks = await rows(database.db.read, 'SELECT skill, kind FROM path_mark WHERE person_id = $1', [
      chaima,
    ]);
    expect(marks).toEqual([{ skill: 'ex.lock', kind: 'done' }]);
  });

  it('waits out a cool-down with practice, then opens the exam by itself', async () => {
    for (const [index, skill] of ['ex.lock', 'ex.more', 'ex.most'].entries()) await finish(index, skill);
    const availableAgainAt = '2026-11-26T09:00:00Z';
    await tell(examFailed({ attemptId: ATTEMPT, personId: chaima, category: 'A', availableAgainAt }));
    expect((await now()).next).toMatchObject({ kind: 'practice', reason: { args: { date: '2026-11-26' } } });
    clock.set(availableAgainAt);
    expect((await now()).next.kind).toBe('exam');
  });

  it('rests while the licence holds, and wakes when it may be renewed', async () => {
    const fact = { licenceId: LICENCE, personId: chaima, category: 'A' };
    await tell(
      examPassed({
        attemptId: ATTEMPT,
        personId: chaima,
        category: 'A',
        decidedAt: '2026-11-23T09:00:00Z',
        renewal: false,
      }),
    );
    expect((await now()).next).toMatchObject({ kind: 'none', reason: { key: 'paths.reason_passed' } });
    await tell(licenceGranted({ ...fact, validFrom: '2026-11-23', validUntil: '2028-11-22' }));
    expect((await now()).next.reason).toEqual({ key: 'paths.reason_held', args: { date: '2028-11-22' } });
    await tell(licenceRenewalOpened({ ...fact, validUntil: '2028-11-22' }));
    expect((await now()).next).toMatchObject({ kind: 'exam', minutes: 15 });
    await tell(licenceExpired(fact));
    expect((await now()).next).toMatchObject({ kind: 'placement' });
  });

  it('leads to the licence that comes first, and on to the exam as soon as that one holds', async () => {
    for (const [index, skill] of ['ex.lock', 'ex.more', 'ex.most'].entries()) await finish(index, skill);
    const further = () => paths.get(database.db.read, chaima, 'C');
    expect(await further()).toMatchObject({
      needs: [{ category: 'A', held: false }],
      next: { kind: 'licence', url: '/learn?category=A' },
    });
    const fact = { licenceId: LICENCE, personId: chaima, category: 'A' };
    await tell(licenceGranted({ ...fact, validFrom: '2026-11-23', validUntil: '2028-11-22' }));
    expect(await further()).toMatchObject({
      needs: [{ category: 'A', held: true }],
      next: { kind: 'exam', url: '/exams/C' },
    });
    await tell(licenceExpired(fact));
    expect((await further()).next.kind).toBe('licence');
  });

  it('can be shown to her and forgotten', async () => {
    await finish(0, 'ex.lock');
    const erasure = registry.erasures.get('paths');
    expect(await erasure?.exportOf(database.db.read, chaima)).toMatchObject({
      skills: [{ skill: 'ex.lock', kind: 'done' }],
    });
    await erasure?.erase(database.db.read, chaima);
    expect((await now()).path.lessons.left).toBe(3);
  });
});
