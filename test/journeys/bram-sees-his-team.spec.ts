import { rows } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS, type CastName } from '../support/cast.js';
import type { Visitor } from '../support/visitor.js';
import { Learner } from './learner.js';

/**
 * Bram leads Finance. He sees who may do what, what lapses soon and what needs him today; of how somebody learns he sees
 * nothing.
 */
describe('Bram sees his team', () => {
  let house: TestApp;
  let bram: Visitor;

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    bram = await house.visit('bram');
  }, 180_000);
  afterAll(() => house?.close());

  /** What the heat map says of somebody, read out. Bram signs in anew: weeks pass in this story. */
  const tileOf = async (name: string): Promise<string> => {
    bram = await house.visit('bram');
    const { html } = await bram.open('/team');
    return new RegExp(`${name}</a>.*?rijbewijs A: ([^<]*)<`).exec(html)?.[1] ?? 'not on the page';
  };
  const reminders = async (name: CastName) =>
    rows<{ state: string }>(
      house.db.read,
      `SELECT state FROM nudge WHERE person_id = $1 AND purpose = 'reminder'`,
      [await house.idOf(name)],
    );

  it('in words beside every colour, directly below him and all the way down', async () => {
    expect(await tileOf('Chaima El Idrissi')).toBe('nodig over 24 dagen, uiterlijk op 18 dec. 2026');
    // Three days a week: the twentieth is a Tuesday six weeks on.
    expect(await tileOf('Daan Visser')).toBe('nodig, uiterlijk op 5 jan. 2027');
    expect(await tileOf('Femke Wouters')).toMatch(/^nodig, /);
    const direct = (await (await house.api('bram'))('get', '/api/v1/team?limit=200')).body as {
      summary: { people: number };
    };
    const all = (await (await house.api('bram'))('get', '/api/v1/team?view=all&limit=200')).body as {
      summary: { people: number };
      items: { personId: string }[];
    };
    expect(all.summary.people).toBeGreaterThan(direct.summary.people);
    const below = await rows<{ id: string }>(
      house.db.read,
      `WITH RECURSIVE f AS (SELECT * FROM person_facts('2026-11-24')), down AS (
         SELECT person_id FROM f WHERE manager_id = $1 UNION SELECT f.person_id FROM f JOIN down ON f.manager_id = down.person_id)
       SELECT DISTINCT person_id AS id FROM down`,
      [await house.idOf('bram')],
    );
    expect(all.items.map(({ personId }) => personId).sort()).toEqual(below.map(({ id }) => id).sort());
  });

  it('without a score, an answer or a practised question of anybody', async () => {
    const id = await house.idOf('chaima');
    /** Every page on which Bram can meet Chaima. */
    const seen = async () => {
      const texts: string[] = [];
      for (const url of ['/team', '/team?view=all', '/team?view=due', `/people/${id}`, `/team/status.csv`]) {
        const page = await bram.open(url);
        expect({ url, status: page.status }).toEqual({ url, status: 200 });
        texts.push(page.text);
      }
      return texts;
    };
    const before = await seen();
    expect(before.every((text) => text.includes('Chaima El Idrissi'))).toBe(true);
    expect(before.join(' ')).not.toContain('chaima.elidrissi@');

    const sheet = await AnswerSheet.load();
    const chaima = await Learner.signIn(house, 'chaima', sheet);
    await chaima.practise('ph.links');
    // An exam: five wrong answers, then she hands in.
    await chaima.visitor.open('/exams/A');
    await chaima.visitor.submit('/exams/', {}, 'Start het examen');
    for (let n = 1; n <= 5; n += 1)
      await chaima.visitor.submit('/answers', sheet.fields(chaima.page.html, false));
    const result = await chaima.visitor.submit('/hand-in');
    expect(result.text).toContain('Opnieuw vanaf 27 nov. 2026');
    await house.drain();

    expect(await seen()).toEqual(before);
    const [attempt] = await rows<{ id: string }>(
      house.db.read,
      `SELECT id FROM attempt WHERE person_id = $1 AND kind = 'exam'`,
      [id],
    );
    for (const url of [`/exams/attempts/${attempt?.id}/result`, `/exams/attempts/${attempt?.id}`])
      expect((await bram.open(url)).status).toBe(403);
  });

  it('sends a reminder after seeing what will be sent, and it counts in the budget of whoever gets it', async () => {
    await bram.open('/team');
    const daan = await house.idOf('daan');
    const preview = await bram.open(`/team/reminders/new?item=${daan}+A`);
    expect(preview.text).toContain('Daan Visser: rijbewijs A');
    expect(preview.text).toContain('Een herinnering telt mee');
    expect(await reminders('daan')).toEqual([]);
    await bram.submit('/team/reminders');
    await house.drain();
    expect(await reminders('daan')).toEqual([{ state: 'pending' }]);
    // Again the same week: he hears it once.
    const call = await house.api('bram');
    await call('post', '/api/v1/team/reminders').send({ items: [{ personId: daan, category: 'A' }] });
    await house.drain();
    expect(await reminders('daan')).toHaveLength(1);
    house.clock.set('2026-11-24T13:15:00Z');
    await house.run('nudges.bundle');
    expect(await reminders('daan')).toEqual([{ state: 'sent' }]);
    const seen = await (await house.visit('daan')).open('/notifications');
    expect(seen.text).toContain('Je leidinggevende vraagt aandacht voor rijbewijs A');
    expect(seen.text).toContain('Omdat je leidinggevende je dit stuurt');
    const mails = await rows<{ text: string }>(
      house.db.read,
      'SELECT text FROM mail_message WHERE sent_to = $1',
      ['daan.visser@demo-nv.example'],
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Je leidinggevende vraagt aandacht voor rijbewijs A');
  });

  it('reminds nobody who is away, and nobody who is not below him', async () => {
    const femke = await house.idOf('femke');
    const preview = await bram.open(`/team/reminders/new?item=${femke}+A`);
    expect(preview.text).toContain('Femke Wouters is afwezig: de termijn staat stil.');
    const call = await house.api('bram');
    expect(
      (await call('post', '/api/v1/team/reminders').send({ items: [{ personId: femke, category: 'A' }] }))
        .body,
    ).toMatchObject({ requested: 0, away: 1 });
    for (const name of ['anna', 'giovanni'] as const) {
      const answer = await call('post', '/api/v1/team/reminders').send({
        items: [{ personId: await house.idOf(name), category: 'A' }],
      });
      expect(answer.status).toBe(403);
    }
    expect(await reminders('femke')).toEqual([]);
  });

  it('sees a learner’s permit open the door on day one, and lapse at midnight', async () => {
    const anna = await house.visit('anna');
    await anna.open('/licences/register');
    const permit = await anna.submit('/licences/permits', {
      number: CAST_NUMBERS.daan,
      category: 'A',
      days: '14',
    });
    expect(permit.text).toContain('Leervergunning');
    await house.drain();
    const until = await rows<{ state: string; valid_until: string }>(
      house.db.read,
      'SELECT state, valid_until FROM licence WHERE person_id = $1',
      [await house.idOf('daan')],
    );
    expect(until).toMatchObject([{ state: 'permit' }]);
    expect(await tileOf('Daan Visser')).toMatch(/^leervergunning tot en met/);
    const last = until[0]?.valid_until ?? '';
    house.clock.set(`${last}T22:59:00Z`);
    await house.run('licences.sweep');
    expect(await tileOf('Daan Visser')).toMatch(/^leervergunning tot en met/);
    house.clock.set(`${last}T23:02:00Z`);
    await house.run('licences.sweep');
    expect(await tileOf('Daan Visser')).toMatch(/^nodig/);
  });

  it('sees who is late first of all, from the first hour on', async () => {
    house.clock.set('2026-12-18T22:59:00Z');
    expect(await tileOf('Chaima El Idrissi')).toBe('nodig vandaag, uiterlijk op 18 dec. 2026');
    house.clock.set('2026-12-18T23:01:00Z');
    expect(await tileOf('Chaima El Idrissi')).toBe('1 dag te laat, moest op 18 dec. 2026');
    const page = await bram.open('/team');
    expect(page.text).toMatch(/Vandaag voor jou.*Chaima El Idrissi · A: 1 dag te laat/);
    const due = await bram.open('/team?view=due');
    expect(due.text).toContain('Chaima El Idrissi');
  });

  it('leaves Giovanni with his own people in Willemstad, and Chaima with nobody', async () => {
    const giovanni = await (await house.visit('giovanni')).open('/team?view=all');
    expect(giovanni.status).toBe(200);
    expect(giovanni.text).not.toContain('Chaima El Idrissi');
    expect((await (await house.visit('chaima')).open('/team')).status).toBe(403);
  });
});
