import { Db, one, rows } from '#kernel';
import { verifyLedger } from '#licences';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import { demoFile, type HrFile } from './hr-file.js';
import { idIn, importDesk } from './import-desk.js';
import { Learner } from './learner.js';

/**
 * Chaima and Daan leave, and come back under new numbers. Anna joins the numbers: what they earned is theirs, whatever
 * number it was earned under, and it can all be taken apart again.
 */
describe('HR joins two numbers of one person', () => {
  let house: TestApp;
  let sheet: AnswerSheet;
  let anna: Visitor;
  const desk = importDesk(() => house);
  const ended = { 'Uit dienst': '27-11-2026' };
  const again = { 'Uit dienst': '', 'In dienst': '01-12-2026', 'Functie vanaf': '' };
  const file: HrFile = demoFile('demo-nv.csv')
    .with('1003', ended)
    .with('1004', ended)
    .adding('1003', { ...again, Personeelsnummer: '2003', Achternaam: 'El Idrissi-Bos' })
    .adding('1004', { ...again, Personeelsnummer: '2004' });

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    sheet = await AnswerSheet.load();
  }, 180_000);
  afterAll(() => house?.close());

  const idOf = async (number: string): Promise<string> =>
    (await one<{ id: string }>(house.db.read, 'SELECT id FROM person WHERE number = $1', [number]))?.id ?? '';
  const visitAs = async (number: string): Promise<Visitor> => {
    const visitor = new Visitor(house.app.getHttpServer());
    await visitor.signInAs(await idOf(number));
    return visitor;
  };
  const passAs = async (number: string): Promise<void> => {
    const learner = Learner.at(house, await visitAs(number), sheet);
    await learner.visitor.open('/exams/A');
    expect((await learner.takeExam(() => true)).text).toMatch(/Je bent geslaagd/);
    await house.drain();
  };
  const held = (number: string) =>
    rows<{ category: string; state: string }>(
      house.db.read,
      `SELECT l.category, l.state FROM licence_standing l JOIN person p ON p.id = l.person_id WHERE p.number = $1 ORDER BY 1`,
      [number],
    );
  const holding = (number: string) =>
    one<{ state: string }>(
      house.db.read,
      `SELECT h.state FROM holding h JOIN person p ON p.id = h.person_id WHERE p.number = $1 AND h.category = 'A'`,
      [number],
    );
  const asked = (number: string) =>
    rows<{ id: string; state: string; joined_on: string; due_on: string }>(
      house.db.read,
      `SELECT r.id, r.state, r.joined_on, r.due_on FROM requirement r JOIN person p ON p.id = r.person_id
       WHERE p.number = $1 AND r.state <> 'ended' ORDER BY r.id`,
      [number],
    );
  const ledger = async () => house.app.get(Db).transaction((tx) => verifyLedger(tx));
  /** What belongs to these numbers, in every table of the house that knows people. */
  const belongings = async (...numbers: string[]) => {
    const tables = [
      'attempt',
      'review_card',
      'requirement',
      'lesson_sitting',
      'path_progress',
      'employment',
      'placement',
    ];
    const found: Record<string, unknown> = {};
    for (const table of tables)
      found[table] = await rows(
        house.db.read,
        `SELECT p.number, count(*)::int AS n FROM ${table} t JOIN person p ON p.id = t.person_id WHERE p.number = ANY($1) GROUP BY 1 ORDER BY 1`,
        [numbers],
      );
    return found;
  };
  /** Who helped Chaima, thanked her, coaches her, is thanked by himself under his other number, and wrote a card. */
  const helps = () =>
    one<Record<string, string>>(
      house.db.read,
      `SELECT (SELECT p.number FROM ask a JOIN person p ON p.id = a.helper_id WHERE a.wants = 'Samengevoegd') AS helper,
         (SELECT p.number FROM ask_thanks k JOIN person p ON p.id = k.from_id WHERE k.words = 'Dank') AS thanked,
         (SELECT p.number FROM ask_thanks k JOIN person p ON p.id = k.from_id WHERE k.words = 'Zelf') AS self,
         (SELECT p.number FROM ask_coaching c JOIN person p ON p.id = c.coach_id WHERE c.wish = 'Samen') AS coach,
         (SELECT p.number FROM card c JOIN person p ON p.id = c.credited_id WHERE c.slug = 'wifi-drops') AS credited`,
    );
  const helpAs = async (number: string, other: string): Promise<void> => {
    const ids = [await idOf(number), await idOf('1003')];
    await rows(
      house.db.read,
      `WITH asked AS (
         INSERT INTO ask (person_id, language, audience, wants, sees, tried, urgency, state, created_at, ended_at, helper_id)
         VALUES ($2, 'nl', 'one', 'Samengevoegd', '-', '-', 'week', 'solved', now(), now(), $1)),
       thanked AS (
         INSERT INTO ask_thanks (person_id, from_id, words, points, at) VALUES ($2, $1, 'Dank', 0, now()), ($3, $1, 'Zelf', 0, now())),
       coached AS (
         INSERT INTO ask_coaching (person_id, coach_id, wish, before, began_at) VALUES ($2, $1, 'Samen', '{1,1,1,1,1}', now()))
       UPDATE card SET credited_id = $1 WHERE slug = 'wifi-drops'`,
      [...ids, await idOf(other)],
    );
  };
  const join = async (text: string): Promise<string> => {
    const list = await anna.open('/people/matches');
    const match = new RegExp(`href="(/people/matches/[0-9a-f-]+)">[^<]*${text}`).exec(list.html)?.[1] ?? '';
    expect(match).not.toBe('');
    await anna.open(match);
    const done = await anna.submit(`${match}/merge`);
    await house.drain();
    return done.text;
  };

  it('Chaima earns her licence, Daan gets a permit; both leave, and come back under other numbers', async () => {
    await passAs('1003');
    anna = await house.visit('anna');
    await anna.open('/licences/register');
    await anna.submit('/licences/permits', { number: '1004', category: 'A', days: '60' });
    house.clock.set('2026-12-02T09:00:00Z');
    anna = await house.visit('anna');
    const id = idIn(await desk.upload(anna, file, 'december.csv'));
    const call = await house.api('anna');
    await call('post', `/api/v1/imports/${id}/application`).send({ leaveBroken: false });
    await house.drain();
    expect((await desk.view(id)).state).toBe('applied');
    expect(await held('2003')).toEqual([]);
    await passAs('2004');
    expect(await held('1004')).toMatchObject([{ state: 'permit' }]);
    expect(await held('2004')).toMatchObject([{ state: 'valid' }]);
  }, 180_000);

  it('Anna is shown both pairs, with what speaks for them', async () => {
    const list = await anna.open('/people/matches');
    expect(list.text).toContain('El Idrissi-Bos');
    expect(list.text).toContain('Dezelfde voornaam, een andere achternaam; Hetzelfde e-mailadres');
    expect(list.text).toContain('Daan Visser (1004) · Daan Visser (2004)');
    const quality = await anna.open('/people/quality');
    expect(quality.text).toContain('Lijkt op iemand die er al was.');
    expect((await (await visitAs('2003')).open('/people/matches')).status).toBe(403);
  });

  it('Chaima has her licence on her first day back, and keeps the days that were counted for her', async () => {
    const old = await visitAs('2003');
    expect((await old.open('/licences')).text).not.toContain('Geldig tot en met');
    const before = await asked('2003');
    expect(before.length).toBeGreaterThan(0);
    expect(await join('Chaima')).toContain('Samengevoegd. Nummer 2003 hoort nu hierbij.');
    expect(await held('1003')).toMatchObject([{ category: 'A', state: 'valid' }]);
    expect((await asked('1003')).map(({ state }) => state)).toEqual(before.map(() => 'satisfied'));
    expect(await asked('2003')).toEqual([]);
    // The old session is over; the closed number opens nothing any more.
    expect((await old.open('/licences')).url).toContain('/login');
    await old.signInAs(await idOf('2003'));
    expect((await old.open('/today')).url).toContain('/login');
    const chaima = await visitAs('1003');
    expect((await chaima.open('/licences')).text).toContain('El Idrissi-Bos');
    expect((await anna.open(`/people/${await idOf('2003')}`)).url).toBe(`/people/${await idOf('1003')}`);
  });

  it('Daan’s licence goes over and his permit rests; the ledger has only grown, and holds', async () => {
    const lines = (await ledger()).lines;
    await helpAs('2004', '1004');
    await join('Daan');
    const same = { helper: '1004', thanked: '1004', coach: '1004', credited: '1004' };
    // Thanks to himself stay between the two numbers: nobody thanks themselves.
    expect(await helps()).toEqual({ ...same, self: '2004' });
    expect(await held('1004')).toMatchObject([{ state: 'valid' }]);
    expect(await held('2004')).toMatchObject([{ state: 'permit' }]);
    expect(await holding('1004')).toEqual({ state: 'held' });
    expect(await ledger()).toMatchObject({ ok: true, lines: lines + 2 });
    const register = await anna.open('/licences/register?person=2004');
    expect(register.text).toContain('Daan Visser');
  });

  it('the next file, which goes on using both numbers, changes nothing', async () => {
    const id = idIn(await desk.upload(anna, file, 'nog-eens.csv'));
    expect((await desk.view(id)).result?.counts).toMatchObject({ joins: 0, leaves: 0, moves: 0, changes: 0 });
  });

  it('Daan was two people after all: everything goes back to where it was', async () => {
    const moved = await belongings('1004', '2004');
    expect(moved['attempt']).toEqual([{ number: '1004', n: 1 }]);
    const list = await anna.open('/people/matches');
    const undo = /action="(\/people\/merges\/[0-9a-f-]+\/undo)"/.exec(list.html)?.[1] ?? '';
    expect((await anna.submit(undo)).text).toContain('De twee nummers staan weer apart.');
    await house.drain();
    expect(await held('1004')).toMatchObject([{ state: 'permit' }]);
    expect(await held('2004')).toMatchObject([{ state: 'valid' }]);
    expect(await holding('1004')).toEqual({ state: 'lost' });
    expect(await holding('2004')).toEqual({ state: 'held' });
    expect((await belongings('1004', '2004'))['attempt']).toEqual([{ number: '2004', n: 1 }]);
    const back = { helper: '2004', thanked: '2004', coach: '2004', credited: '2004', self: '2004' };
    expect(await helps()).toEqual(back);
    expect((await ledger()).ok).toBe(true);
    const daan = await visitAs('2004');
    expect((await daan.open('/licences')).text).toContain('Daan Visser');
    expect((await anna.open('/people/matches')).text).not.toContain(
      'Daan Visser (1004) · Daan Visser (2004)',
    );
  });

  it('a full evaluation afterwards finds nothing to change', async () => {
    const summary = await house.run('policies.evaluate');
    expect(summary).toMatchObject({ changed: 0 });
  });
});
