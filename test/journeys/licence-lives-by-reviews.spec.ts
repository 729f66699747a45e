import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { verifyLedger } from '#licences';
import { ImportsService } from '#people';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS, type CastName } from '../support/cast.js';
import { shippedContent } from '../support/content.js';
import { demoFile } from './hr-file.js';
import { Learner } from './learner.js';
import { TimeMachine } from './time-machine.js';
import { localDay, tooMany, yearBook } from './year-book.js';

/**
 * A licence that lives by reviews. Anna, in Amsterdam, reviews for two minutes when something comes back, for three
 * months, then stops for some weeks: amber, prompts, red, a refresh exam; she passes and is green again. Giovanni, in Willemstad,
 * never reviews and lets his refresh exam pass: his licence waits, and comes back when he passes it.
 */
describe('a licence that lives by reviews', () => {
  let house: TestApp;
  let time: TimeMachine;
  let sheet: AnswerSheet;

  beforeAll(async () => {
    house = await testApp({ at: '2027-01-04T07:00:00Z', demo: false });
    const content = await shippedContent();
    const valid = { rule: 'upkeep' as const, months: 12, windowDays: 30, graceDays: 14 };
    await house.app.get(CatalogueService).publish(systemActor('specs'), {
      ...content,
      categories: content.categories.map((category) => ({ ...category, valid })),
    });
    const bytes = demoFile('demo-nv.csv').only([CAST_NUMBERS.anna, CAST_NUMBERS.giovanni]).toBytes();
    await house.app
      .get(ImportsService)
      .importFile({ bytes, fileName: 'two.csv', source: 'HR', actor: systemActor('specs'), dryRun: false });
    await house.drain();
    sheet = await AnswerSheet.load();
    time = new TimeMachine(house, ['attempts.measure-health']);
  }, 240_000);
  afterAll(() => house?.close());

  const { licenceOf, told, sent } = yearBook(() => house);
  const passExam = async (name: CastName, isRight = true) => {
    const learner = await Learner.signIn(house, name, sheet);
    await learner.visitor.open('/exams/A');
    const asked: string[] = [];
    const result = await learner.takeExam(
      () => isRight,
      ({ html }) => asked.push(sheet.find(html).item.skill),
    );
    return { text: result.text, asked };
  };
  const memoryOf = async (name: CastName) =>
    one<{ band: string; health: number; version: string; refresh: boolean }>(
      house.db.read,
      `SELECT band, health, memory_version AS version, refresh_open AS refresh FROM review_health
       WHERE person_id = $1 AND category = 'A'`,
      [await house.idOf(name)],
    );
  /** The ledger's lines about somebody without those of the reviews, with the day they took effect. */
  const storyOf = async (name: CastName): Promise<[kind: string, on: string][]> =>
    (
      await rows<{ kind: string; on: string }>(
        house.db.read,
        `SELECT kind, event ->> 'on' AS on FROM licence_change WHERE person_id = $1 AND kind <> 'kept-alive' ORDER BY seq`,
        [await house.idOf(name)],
      )
    ).map(({ kind, on }) => [kind, on]);
  /** Lets days pass until somebody's memory has this colour, a day at a time. */
  const waitFor = async (name: CastName, band: string, mostDays: number): Promise<string> => {
    for (let n = 0; n < mostDays; n += 1) {
      if ((await memoryOf(name))?.band === band) return today(name);
      await time.until(house.clock.now().add({ hours: 24 }).toString());
    }
    throw new Error(`${name} is not ${band} after ${mostDays} days: ${JSON.stringify(await memoryOf(name))}`);
  };
  const today = (name: CastName): string => house.clock.today(zoneOf(name)).toString();
  const zoneOf = (name: CastName): string => (name === 'anna' ? 'Europe/Amsterdam' : 'America/Curacao');
  const daysFrom = (from: string, to: string): number =>
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
  /** The days on which a message told this, in the person's own zone. */
  const toldOn = async (name: CastName, purpose: string): Promise<string[]> =>
    (await told(CAST_NUMBERS[name]))
      .filter((each) => each.purpose === purpose && each.sent)
      .map((each) => localDay(each.sent!, each.zone).toPlainDate().toString());

  const somethingIsDue = async (name: CastName): Promise<boolean> =>
    (await one(house.db.read, 'SELECT 1 FROM review_card WHERE person_id = $1 AND due_at <= $2 LIMIT 1', [
      await house.idOf(name),
      house.clock.now().toString(),
    ])) !== undefined;

  let annaAmber = '';
  let giovanniAmber = '';
  let giovanniRed = '';

  it('starts with an exam, which counts as a review of everything it was about', async () => {
    await time.until('2027-01-04T14:00:00Z');
    for (const name of ['anna', 'giovanni'] as const) {
      expect((await passExam(name)).text).toMatch(/geslaagd|passed/);
      expect(await licenceOf(name)).toMatchObject({ state: 'valid', valid_until: '2028-01-04' });
      const memory = await memoryOf(name);
      expect(memory).toMatchObject({ band: 'green', refresh: false });
      expect(memory?.version).toContain('FSRS-6');
    }
  }, 240_000);

  it('shows her, and her alone, what she still knows, the next review, and what it keeps alive', async () => {
    const anna = await house.visit('anna');
    for (const url of ['/licences', '/today']) {
      const { text, html } = await anna.open(url);
      expect(text).toContain('Je weet het nog goed');
      expect(text).toContain('100 van 100');
      expect(text).toMatch(/Volgende herhaling: \S+ \d+ \S+, 2 minuten|Volgende herhaling: .*, 2 minuten/);
      expect(text).toContain('Herhalen houdt je IT-rijbewijs A levend');
      expect(html).toMatch(/<progress class="bar" aria-label="Wat je nog weet" value="100"/);
    }
    const call = await house.api('anna');
    const { body } = await call('get', '/api/v1/today');
    expect((body as { licences: unknown[] }).licences).toMatchObject([
      { category: 'A', state: 'valid', memory: { percent: 100, band: 'green' }, refreshBy: null },
    ]);
  });

  it('lives for three months by two minutes of review, whenever something comes back', async () => {
    for (let week = 0; week < 13; week += 1) {
      for (const day of [0, 2, 4]) {
        const on = Temporal.PlainDate.from('2027-01-06').add({ days: 7 * week + day });
        if (Temporal.PlainDate.compare(on, Temporal.PlainDate.from('2027-04-04')) > 0) break;
        await time.until(`${on.toString()}T18:00:00Z`);
        // Five questions, only when something has come back; never quite sure, and for two months one in five wrong.
        if (await somethingIsDue('anna'))
          await (
            await Learner.signIn(house, 'anna', sheet)
          ).practise(undefined, 'unsure', (n) => n !== 4 || week > 8);
      }
    }
    await time.until('2027-04-05T06:00:00Z');
    expect(await memoryOf('anna')).toMatchObject({ band: 'green' });
    const { valid_until: until } = (await licenceOf('anna'))!;
    // Twelve months after her last review, and no longer after the exam.
    const reviews = await rows<{ on: string }>(
      house.db.read,
      `SELECT payload ->> 'on' AS on FROM outbox WHERE name = 'review.completed' ORDER BY id`,
    );
    expect(reviews.length).toBeGreaterThan(15);
    const wrong = await one<{ n: number }>(
      house.db.read,
      `SELECT count(*)::int AS n FROM response r JOIN attempt a ON a.id = r.attempt_id
       WHERE a.kind = 'practice' AND r.points = 0`,
    );
    // Wrong answers are part of learning: none of them cost her the green.
    expect(wrong?.n).toBeGreaterThan(5);
    const bands = await rows<{ band: string }>(
      house.db.read,
      `SELECT DISTINCT i ->> 'band' AS band FROM outbox o, jsonb_array_elements(o.payload -> 'items') AS i
       WHERE o.name = 'review.health-changed' AND i ->> 'personId' = $1`,
      [await house.idOf('anna')],
    );
    expect(bands).toEqual([{ band: 'green' }]);
    expect(until).toBe(Temporal.PlainDate.from(reviews.at(-1)!.on).add({ months: 12 }).toString());
    expect(await storyOf('anna')).toEqual([['granted', '2027-01-04']]);
    expect(await toldOn('anna', 'fading')).toEqual([]);
  }, 600_000);

  it('gave Giovanni, who never reviewed, two weeks of prompts, then a refresh exam with a last day', async () => {
    const bands = await rows<{ band: string; on: string }>(
      house.db.read,
      `SELECT i ->> 'band' AS band, i ->> 'on' AS on FROM outbox o, jsonb_array_elements(o.payload -> 'items') AS i
       WHERE o.name = 'review.health-changed' AND i ->> 'personId' = $1 ORDER BY o.id`,
      [await house.idOf('giovanni')],
    );
    expect(bands.map(({ band }) => band).slice(0, 3)).toEqual(['green', 'amber', 'red']);
    giovanniAmber = bands[1]!.on;
    giovanniRed = bands[2]!.on;
    expect(daysFrom(giovanniAmber, giovanniRed)).toBeGreaterThanOrEqual(14);
    const prompts = await toldOn('giovanni', 'fading');
    expect(prompts.length).toBeGreaterThanOrEqual(2);
    expect(prompts.length).toBeLessThanOrEqual(4);
    for (const day of prompts) {
      expect(daysFrom(giovanniAmber, day)).toBeGreaterThanOrEqual(0);
      expect(daysFrom(giovanniAmber, day)).toBeLessThan(16);
    }
    expect((await toldOn('giovanni', 'refresh')).length).toBeGreaterThanOrEqual(2);
  });

  it('is on hold, never revoked, when he lets its last day pass; the day ends where he lives', async () => {
    const lastDay = Temporal.PlainDate.from(giovanniRed).add({ days: 14 });
    const holdOn = lastDay.add({ days: 1 }).toString();
    expect(await storyOf('giovanni')).toEqual([
      ['granted', '2027-01-04'],
      ['refresh-opened', giovanniRed],
      ['put-on-hold', holdOn],
    ]);
    const line = await one<{ at: Date; why: string }>(
      house.db.read,
      `SELECT at, event ->> 'why' AS why FROM licence_change WHERE kind = 'put-on-hold'`,
    );
    expect(line?.why).toBe('missed');
    const local = localDay(line!.at, 'America/Curacao');
    expect(local.toPlainDate().toString()).toBe(holdOn);
    expect(local.hour).toBe(0);
    expect(await licenceOf('giovanni')).toMatchObject({ state: 'suspended' });
    expect(await toldOn('giovanni', 'on-hold')).toHaveLength(1);
    const page = await (await house.visit('giovanni')).open('/licences');
    expect(page.text).toMatch(/opgeschort|suspended/);
    expect(page.html).toContain('href="/exams/A"');
  });

  it('stays on hold when he fails, and is his again at once when he passes, days later', async () => {
    expect((await passExam('giovanni', false)).text).not.toMatch(/Je bent geslaagd|You passed/);
    expect(await licenceOf('giovanni')).toMatchObject({ state: 'suspended' });
    await time.until('2027-04-12T14:00:00Z');
    const { text, asked } = await passExam('giovanni');
    expect(text).toMatch(/geslaagd|passed/);
    expect(asked.length).toBeGreaterThanOrEqual(10);
    expect(asked.length).toBeLessThanOrEqual(25);
    expect(await licenceOf('giovanni')).toMatchObject({ state: 'valid', valid_until: '2028-04-12' });
    expect((await storyOf('giovanni')).slice(-1)).toEqual([['restored', '2027-04-12']]);
    expect(await memoryOf('giovanni')).toMatchObject({ band: 'green', refresh: false });
  }, 240_000);

  it('turns amber some weeks after Anna stops, and asks her to practise what faded most', async () => {
    annaAmber = await waitFor('anna', 'amber', 120);
    expect(daysFrom('2027-04-04', annaAmber)).toBeGreaterThan(14);
    await time.until(
      house.clock
        .now()
        .add({ hours: 24 * 13 })
        .toString(),
    );
    const prompts = await toldOn('anna', 'fading');
    expect(prompts.length).toBeGreaterThanOrEqual(2);
    expect(prompts.length).toBeLessThanOrEqual(4);
    const [first] = await rows<{ facts: { skill?: string } }>(
      house.db.read,
      `SELECT facts FROM nudge WHERE purpose = 'fading' AND person_id = $1 ORDER BY collected_at LIMIT 1`,
      [await house.idOf('anna')],
    );
    expect(first?.facts.skill).toMatch(/^(ss|wp|id|ph)\./);
    expect(await licenceOf('anna')).toMatchObject({ state: 'valid' });
    const { text } = await (await house.visit('anna')).open('/today');
    expect(text).toContain('Het zakt een beetje weg');
  }, 600_000);

  it('turns red later still, which opens a refresh exam about what has faded and nothing else', async () => {
    const red = await waitFor('anna', 'red', 200);
    expect(daysFrom(annaAmber, red)).toBeGreaterThanOrEqual(14);
    await house.drain();
    expect((await storyOf('anna')).at(-1)).toEqual(['refresh-opened', red]);
    expect(['valid', 'renewal', 'grace']).toContain((await licenceOf('anna'))?.state);
    const { text, html } = await (await house.visit('anna')).open('/today');
    expect(text).toContain('Doe je opfrisexamen A');
    expect(html).toContain('href="/exams/A"');
    const { asked, text: result } = await passExam('anna');
    expect(result).toMatch(/geslaagd|passed/);
    expect(asked.length).toBeGreaterThanOrEqual(10);
    expect(asked.length).toBeLessThanOrEqual(25);
    expect((await storyOf('anna')).at(-1)?.[0]).toBe('refreshed');
    expect(await licenceOf('anna')).toMatchObject({ state: 'valid' });
    expect(await memoryOf('anna')).toMatchObject({ band: 'green', refresh: false });
  }, 600_000);

  describe('of the whole story it is true that', () => {
    it('nobody heard more than three times in any seven days, and nothing twice', async () => {
      expect(tooMany(await sent(), 3)).toEqual([]);
      for (const name of ['anna', 'giovanni'] as const) {
        for (const purpose of ['fading', 'refresh', 'on-hold']) {
          const days = await toldOn(name, purpose);
          expect(new Set(days).size).toBe(days.length);
        }
      }
    });

    it('the ledger replays to exactly what there is, and no work failed', async () => {
      const report = await house.db.transaction((tx) => verifyLedger(tx));
      expect(report.faults).toEqual([]);
      expect(await rows(house.db.read, 'SELECT name, reason FROM job_failure')).toEqual([]);
    });
  });
});
