import { one, rows } from '#kernel';
import { testApp, type TestApp } from '../../../../test/support/app.js';

describe('home', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ at: '2026-11-23T09:00:00Z' });
  }, 180_000);
  afterAll(() => app.close());

  describe('Today', () => {
    it('gives exactly one primary action, with minutes and a reason', async () => {
      const chaima = await app.visit('chaima');
      const page = await chaima.open('/');
      expect(page.url).toBe('/today');
      expect(page.status).toBe(200);
      expect(page.html.match(/class="card hero"/g)).toHaveLength(1);
      expect(page.html.match(/<a class="btn" /g)).toHaveLength(1);
      expect(page.text).toMatch(/\d+ minu/);
    });

    it('speaks the language of the reader', async () => {
      expect((await (await app.visit('emilia')).open('/today')).text).toContain('Hello Emília');
      expect((await (await app.visit('chaima')).open('/today')).text).toContain('Hallo Chaima');
    });

    it('asks nothing of somebody who is away', async () => {
      const page = await (await app.visit('femke')).open('/today');
      expect(page.text).toContain('Niets hoeft');
      expect(page.html).not.toMatch(/<a class="btn" /);
    });

    it('says the same through the API', async () => {
      const api = await app.api('chaima');
      const { body, status } = await api('get', '/api/v1/today');
      expect(status).toBe(200);
      expect(body.on).toBe('2026-11-23');
      expect(body.action).toMatchObject({ minutes: expect.any(Number), url: expect.stringMatching(/^\//) });
    });

    it('sends a visitor who is not signed in to the door', async () => {
      const page = await (await app.visit()).open('/');
      expect(page.url).toMatch(/^\/login/);
    });
  });

  describe('Team', () => {
    it('shows a manager the people directly below by family name, in words as well as colour', async () => {
      const page = await (await app.visit('bram')).open('/team');
      expect(page.status).toBe(200);
      expect(page.text).toContain('Chaima El Idrissi');
      expect(page.text).toMatch(/\d+ van \d+ mensen in orde/);
    });

    it('is closed to somebody who leads nobody', async () => {
      expect((await (await app.visit('chaima')).open('/team')).status).toBe(403);
      expect((await (await app.api('chaima'))('get', '/api/v1/team')).status).toBe(403);
    });

    it('pages through the team without losing or repeating anybody', async () => {
      const api = await app.api('bram');
      const seen: string[] = [];
      let after = '';
      do {
        const { body } = await api('get', `/api/v1/team?view=all&limit=4${after}`);
        seen.push(...body.items.map(({ personId }: { personId: string }) => personId));
        after = body.next ? `&after=${body.next}` : '';
      } while (after);
      const { body } = await api('get', '/api/v1/team?view=all&limit=200');
      expect(seen).toEqual(body.items.map(({ personId }: { personId: string }) => personId));
      expect(new Set(seen).size).toBe(body.summary.people);
    });

    it('tells states and dates only', async () => {
      const { body } = await (await app.api('bram'))('get', '/api/v1/team?view=all');
      expect(Object.keys(body.items[0]).sort()).toEqual(['cells', 'isAway', 'name', 'personId', 'team']);
      expect(Object.keys(body.items[0].cells[0]).sort()).toEqual(['category', 'date', 'state', 'text']);
    });

    it('downloads as a file that a spreadsheet opens', async () => {
      const page = await (await app.visit('bram')).open('/team/status.csv?view=all');
      expect(page.html.replace('\uFEFF', '').split('\r\n')[0]).toMatch(/^"Naam";"Team";"Afwezig";"A"/);
    });
  });

  describe('a reminder', () => {
    const asked = () =>
      rows<{ payload: { byPersonId: string; items: { personId: string; category: string }[] } }>(
        app.db.read,
        `SELECT payload FROM outbox WHERE name = 'reminder.requested'`,
      );

    it('is shown before it is asked for, and asked for once per person and licence', async () => {
      const chaima = await app.idOf('chaima');
      const bram = await app.visit('bram');
      const preview = await bram.open(`/team/reminders/new?item=${chaima}+A`);
      expect(preview.text).toContain('Chaima El Idrissi: rijbewijs A');
      expect(await asked()).toEqual([]);
      const after = await bram.submit('/team/reminders');
      expect(after.text).toContain('Je herinnering is onderweg');
      expect((await asked()).map(({ payload }) => payload)).toMatchObject([
        { byPersonId: await app.idOf('bram'), items: [{ personId: chaima, category: 'A' }] },
      ]);
    });

    it('to everybody in a view is one request, whose receipt says who hears nothing and why', async () => {
      await app.drain();
      const before = (await asked()).length;
      const call = await app.api('bram');
      const everybody = () => call('post', '/api/v1/team/reminders').send({ everybody: 'all' });
      const first = (await everybody()).body as Record<string, number>;
      expect(first).toMatchObject({ requested: expect.any(Number), remindedThisWeek: expect.any(Number) });
      await app.drain();
      expect((await everybody()).body).toEqual({
        ...first,
        requested: 0,
        later: 0,
        remindedThisWeek: (first.requested ?? 0) + (first.remindedThisWeek ?? 0),
      });
      const sent = (await asked()).slice(before).flatMap(({ payload }) => payload.items);
      expect(new Set(sent.map(({ personId }) => personId)).size).toBe(first.requested);
      expect(sent).toHaveLength(first.requested ?? 0);
    });

    it('is refused for somebody who is not below this manager', async () => {
      const anna = await app.idOf('anna');
      const { status } = await (
        await app.api('bram')
      )('post', '/api/v1/team/reminders').send({ items: [{ personId: anna, category: 'A' }] });
      expect(status).toBe(403);
    });

    it('is not asked for somebody of whom nothing is asked', async () => {
      const daan = await app.idOf('daan');
      const { body } = await (
        await app.api('bram')
      )('post', '/api/v1/team/reminders').send({ items: [{ personId: daan, category: 'B' }] });
      expect(body).toEqual({ requested: 0, later: 0, remindedThisWeek: 0, away: 0, notNeeded: 1 });
    });
  });

  describe('HR’s overview', () => {
    it('leads from every number to the list behind it', async () => {
      const anna = await app.visit('anna');
      const page = await anna.open('/hr');
      expect(page.status).toBe(200);
      const links = [...page.html.matchAll(/class="stat-label"><a href="([^"]+)"/g)].map(([, href]) =>
        (href ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
      );
      expect(links).toHaveLength(4);
      for (const link of links) expect([link, (await anna.open(link)).status]).toEqual([link, 200]);
    });

    it('is closed to everybody else', async () => {
      expect((await (await app.visit('bram')).open('/hr')).status).toBe(403);
      expect((await (await app.api('bram'))('get', '/api/v1/overview')).status).toBe(403);
    });

    it('counts the same through the API', async () => {
      const { body } = await (await app.api('anna'))('get', '/api/v1/overview');
      const people = await one<{ n: number }>(
        app.db.read,
        `SELECT count(DISTINCT person_id)::int AS n FROM person_facts('2026-11-23')`,
      );
      expect(body).toMatchObject({ on: '2026-11-23', people: people?.n });
    });
  });
});
