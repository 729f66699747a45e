import { one, rows } from '#kernel';
import { verifyLedger } from '#licences';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import type { Visitor } from '../support/visitor.js';
import { demoFile, type HrFile } from './hr-file.js';
import { Learner, primaryLinks } from './learner.js';

/**
 * Chaima started in September and Finance asks licence A of her. She knows a good deal already, learns the rest in a
 * few minutes a day, passes the exam, and what she earned stays hers whatever happens to her job.
 */
describe('a new hire earns her licence', () => {
  let house: TestApp;
  let chaima: Learner;
  let bram: Visitor;
  let cardHref = '';
  let publicUrl = '';
  let lessonsLeft = 0;

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    chaima = await Learner.signIn(house, 'chaima', await AnswerSheet.load());
    bram = await house.visit('bram');
  }, 180_000);
  afterAll(() => house?.close());

  const requirement = async () =>
    one<{ id: string; state: string; due_on: string | null }>(
      house.db.read,
      `SELECT id, state, due_on FROM requirement WHERE person_id = $1 AND category = 'A' AND state <> 'ended'`,
      [await house.idOf('chaima')],
    );
  const licences = async () =>
    rows<{ id: string; state: string; valid_until: string }>(
      house.db.read,
      'SELECT id, state, valid_until FROM licence WHERE person_id = $1',
      [await house.idOf('chaima')],
    );
  /** What Bram's heat map says of Chaima's licence, read out. */
  const tile = async (): Promise<string> => {
    const { html } = await bram.open('/team');
    return /Chaima El Idrissi<\/a>.*?rijbewijs A: ([^<]*)</.exec(html)?.[1] ?? 'not on the page';
  };
  const bring = async (file: HrFile): Promise<void> => {
    const call = await house.api('anna');
    const { body, status } = await call('post', '/api/v1/imports?source=demo&dryRun=false&fileName=hr.csv')
      .type('text/csv')
      .send(file.toBytes() as never);
    expect({ status, state: (body as { state: string }).state }).toEqual({ status: 201, state: 'applied' });
    await house.drain();
  };

  it('is told on Today what is asked of her, why, by when, and gets one thing to do', async () => {
    const where = await chaima.followToday();
    expect(where).toBe('placement');
    const today = await chaima.visitor.open('/');
    expect(today.url).toBe('/today');
    expect(primaryLinks(today.html)).toEqual(['/placement/A']);
    expect(today.text).toContain('Je hebt rijbewijs A nodig, uiterlijk op 18 dec. 2026');
    // Twenty working days from Monday 23 November, that day included; and the reason, in one sentence.
    expect(today.text).toMatch(
      /Uiterlijk vr 18 dec\S* 2026: 20 van je eigen werkdagen na de start van dit beleid op 23 nov/,
    );
    expect(today.text).toContain('Omdat dit geldt voor iedereen die in Finance werkt');
    expect(await requirement()).toMatchObject({ state: 'open' });
    expect(await tile()).toMatch(/^nodig/);
  });

  it('skips in the placement test what she knows already', async () => {
    await chaima.visitor.open('/placement/A');
    const result = await chaima.takePlacement((skill) => !skill.startsWith('ph.'));
    expect(result.text).toContain('Dit sla je over');
    expect(result.text).toContain('Dit ga je leren');
    expect(result.text).toMatch(/wint \d+ minuten/);
    const today = await chaima.visitor.open('/today');
    lessonsLeft = Number(/Nog (\d+) lessen/.exec(today.text)?.[1]);
    expect(lessonsLeft).toBeGreaterThanOrEqual(5);
    expect(today.text).toContain(`${21 - lessonsLeft} van 21 lessen klaar`);
  });

  it('changes to English in the middle of a lesson and keeps her place', async () => {
    expect(await chaima.followToday()).toBe('lesson');
    const lesson = chaima.page.url.split('?')[0] ?? '';
    const dutch = chaima.page.text;
    await chaima.turnCard();
    await chaima.turnCard();
    const place = chaima.page.url;
    const number = /Kaart (\d) van 5/.exec(chaima.page.text)?.[1];
    expect(number).toBe('2');
    await chaima.visitor.open('/today');
    await chaima.visitor.submit('/settings/language', {}, 'English');
    const resumed = await chaima.visitor.open(lesson);
    expect(resumed.html).toContain('<html lang="en"');
    expect(resumed.text).toContain(`Card ${number} of 5`);
    expect(resumed.text).not.toContain(dutch.slice(0, 60));
    expect(place.startsWith(lesson)).toBe(true);
    const headings = await chaima.finishLesson();
    expect(headings.length).toBeGreaterThanOrEqual(3);
    await chaima.visitor.open('/today');
    await chaima.visitor.submit('/settings/language', {}, 'Nederlands');
  });

  it('goes on where Today leads her, lesson by lesson, until the exam is the one thing left', async () => {
    const steps: string[] = [];
    for (let n = 0; n < 15; n += 1) {
      const step = await chaima.followToday();
      steps.push(step);
      if (step !== 'lesson') break;
      await chaima.finishLesson();
      house.clock.advance({ minutes: 5 });
    }
    expect(steps.at(-1)).toBe('exam');
    // All that the placement test did not spare her; she did one above.
    expect(steps.filter((step) => step === 'lesson')).toHaveLength(lessonsLeft - 1);
  });

  it('practises a round, gets every option explained, and is asked how sure she is', async () => {
    await chaima.visitor.open('/practice?skill=ph.links');
    await chaima.visitor.submit('/practice');
    expect(chaima.page.text).toContain('Hoe zeker ben je?');
    const sheet = await AnswerSheet.load();
    const { item, language } = sheet.find(chaima.page.html);
    expect(item.use).toBe('practice');
    const answered = await chaima.visitor.submit('/answers', {
      ...sheet.fields(chaima.page.html, false),
      confidence: 'sure',
    });
    expect(answered.text).toContain('Onthoud:');
    expect(answered.text).toMatch(/dit denken veel mensen|Een deel klopt/);
    const reasons =
      item.type === 'single' || item.type === 'multiple'
        ? item.options.map(({ why }) => why[language])
        : [item.rule[language]];
    for (const why of reasons) expect(answered.text).toContain(why.split(/[*`[{]/)[0]?.trim());
  });

  it('passes the exam', async () => {
    await chaima.visitor.open('/exams/A');
    const result = await chaima.takeExam(() => true);
    expect(result.text).toContain('Je bent geslaagd');
    await chaima.visitor.open('/today');
    expect(chaima.page.text).toContain('Rijbewijs A geldt tot en met');
    expect(await requirement()).toMatchObject({ state: 'satisfied' });
  });

  it('has a card whose public page works without signing in, and tells no more than it must', async () => {
    const wallet = await chaima.visitor.open('/licences');
    cardHref = /href="(\/licences\/[0-9a-f-]{36}\/card)"/.exec(wallet.html)?.[1] ?? '';
    const card = await chaima.visitor.open(cardHref);
    expect(card.text).toContain('Chaima El Idrissi');
    publicUrl = /\/v\/[0-9A-Z-]+/i.exec(card.html)?.[0] ?? '';
    const stranger = await house.visit();
    const shown = await stranger.open(publicUrl);
    expect(shown.status).toBe(200);
    expect(shown.url.startsWith('/v/')).toBe(true);
    expect(shown.html).toMatch(/<h1>Geldig<\/h1>/);
    expect(shown.text).toContain('C. El Idrissi');
    expect(shown.text).not.toMatch(/Chaima|1003|Finance|crediteuren/);
    expect(shown.html).not.toContain('<script');
  });

  it('turns the tile on Bram’s page, and takes her off his list', async () => {
    expect(await tile()).toMatch(/^geldig tot en met/);
    const page = await bram.open('/team?view=due');
    expect(page.text).not.toContain('Chaima El Idrissi');
    // Her manager sees that she holds it, and nothing of how she got there.
    for (const url of ['/progress', cardHref]) expect((await bram.open(url)).text).not.toContain('Chaima');
    expect((await bram.open(cardHref)).status).toBe(403);
  });

  it('keeps the licence when the same people come in again', async () => {
    const before = await licences();
    expect(before).toMatchObject([{ state: 'valid' }]);
    const asked = await requirement();
    await bring(demoFile('demo-nv-next-month.csv'));
    expect(await licences()).toEqual(before);
    expect(await requirement()).toEqual(asked);
  });

  it('keeps it when she leaves, and when she comes back months later nothing is asked anew', async () => {
    const before = await licences();
    const file = demoFile('demo-nv-next-month.csv');
    await bring(file.with('1003', { 'Uit dienst': '31-01-2027' }));
    house.clock.set('2027-02-01T09:00:00Z');
    await house.run('people.daily');
    await house.run('policies.evaluate');
    expect(await requirement()).toBeUndefined();
    expect(await licences()).toEqual(before);
    const stranger = await house.visit();
    expect((await stranger.open(publicUrl)).html).toMatch(/<h1>Geldig<\/h1>/);

    house.clock.set('2027-05-03T09:00:00Z');
    const left = file.with('1003', { 'Uit dienst': '31-01-2027' });
    await bring(
      left.adding('1003', { 'In dienst': '03-05-2027', 'Functie vanaf': '03-05-2027', 'Uit dienst': '' }),
    );
    await house.run('people.daily');
    await house.run('policies.evaluate');
    expect(await requirement()).toMatchObject({ state: 'satisfied' });
    expect(await licences()).toEqual(before);
    const again = await house.visit('chaima');
    const today = await again.open('/today');
    expect(today.text).toContain('Rijbewijs A geldt tot en met');
    expect(today.text).not.toContain('Je hebt rijbewijs A nodig');
    expect(
      await rows(house.db.read, 'SELECT 1 FROM employment WHERE person_id = $1', [
        await house.idOf('chaima'),
      ]),
    ).toHaveLength(2);
  });

  it('has left a ledger whose replay gives exactly what there is', async () => {
    const report = await house.db.transaction((tx) => verifyLedger(tx));
    expect(report.faults).toEqual([]);
    expect(report.lines).toBeGreaterThan(100);
  });
});
