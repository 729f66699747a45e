import { one, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import type { SeenPage, Visitor } from '../support/visitor.js';

const TODAY = '2026-11-24';

/**
 * Anna writes a rule without IT and without a script in her browser: condition by condition, with everybody concerned
 * on the page before anything happens. Then she publishes it, pauses it, and takes it back.
 */
describe('HR writes a policy', () => {
  let house: TestApp;
  let anna: Visitor;
  let id = '';

  beforeAll(async () => {
    house = await testApp({ at: `${TODAY}T09:00:00Z` });
    anna = await house.visit('anna');
  }, 180_000);
  afterAll(() => house?.close());

  /** Whom the rule means, counted apart from the product's own translation of rules. */
  const meant = () =>
    rows<{ id: string; name: string; held: boolean }>(
      house.db.read,
      `SELECT DISTINCT f.person_id AS id, f.display_name AS name,
              EXISTS (SELECT 1 FROM licence l WHERE l.person_id = f.person_id AND l.category = 'A' AND l.state IN ('permit', 'valid', 'renewal', 'grace')) AS held
       FROM person_facts($1) f
       WHERE f.team_path LIKE '%/FIN/%' AND NOT f.is_manager AND (f.weekly_hours >= 36 OR f.job ILIKE '%crediteuren%')`,
      [TODAY],
    );
  const countedOn = (page: SeenPage): number =>
    Number(/([\d.]+) collega’s vallen onder deze regel/.exec(page.text)?.[1]?.replace('.', ''));
  const openRequirements = () =>
    rows<{ number: string; due_on: string; state: string }>(
      house.db.read,
      `SELECT p.number, r.due_on, r.state FROM requirement r JOIN person p ON p.id = r.person_id WHERE r.policy_id = $1 AND r.state <> 'ended'`,
      [id],
    );
  const rowsOn = (page: SeenPage): number =>
    (/<tbody>([^]*?)<\/tbody>/.exec(page.html)?.[1]?.match(/<tr\b/g) ?? []).length;
  /** How many lines a list has, over all its pages. */
  const lengthOf = async (visitor: Visitor, url: string): Promise<number> => {
    let total = 0;
    for (let next: string | undefined = url; next;) {
      const page: SeenPage = await visitor.open(next);
      expect({ url: next, status: page.status }).toEqual({ url: next, status: 200 });
      total += rowsOn(page);
      next = /rel="next" href="([^"]+)"/
        .exec(page.html)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=');
    }
    return total;
  };

  describe('condition by condition', () => {
    it('begins with the team, and says at once whom that means', async () => {
      await anna.open('/policies/new');
      let page = await anna.submit('/policies', {
        titleNl: 'Wie betaalt, let op',
        titleEn: 'Who pays takes care',
        category: 'A',
        'rule.add': 'team',
        do: 'add-condition:',
      });
      id = /\/policies\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? '';
      page = await anna.submit('/edit', {
        'rule.0.team': 'FIN',
        'rule.0.below': 'yes',
        'rule.add': 'manager',
        do: 'add-condition:',
      });
      page = await anna.submit('/edit', { 'rule.1.manager': 'no', do: 'add-group:' });
      page = await anna.submit('/edit', { 'rule.2.add': 'hours', do: 'add-condition:2' });
      page = await anna.submit('/edit', {
        'rule.2.0.op': 'at-least',
        'rule.2.0.hours': '36',
        'rule.2.add': 'job',
        do: 'add-condition:2',
      });
      page = await anna.submit('/edit', { 'rule.2.1.op': 'contains', 'rule.2.1.job': 'crediteuren', do: '' });
      expect(page.html).toContain('value="Wie betaalt, let op"');
      expect(page.text).toContain('Iedereen die in Finance werkt');
      expect(page.text).toContain('minstens 36 uur per week');
      expect(page.text).toContain('functie met “crediteuren” in de naam');
      expect(countedOn(page)).toBe((await meant()).length);
    });

    it('shows ten names, and who is just outside and why', async () => {
      const page = await anna.open(`/policies/${id}/edit`);
      expect(page.text).toContain('De eerste 10 op achternaam');
      expect(page.text).toContain('Net erbuiten');
      // Bram is in Finance and works enough hours; that he leads people is all that keeps him out.
      expect(page.text).toMatch(/Bram Janssen[^.]*geeft leiding/);
    });

    it('says what is missing instead of guessing', async () => {
      await anna.open(`/policies/${id}/edit`);
      const page = await anna.submit('/edit', {
        dueKind: 'by',
        dueDay: '2027-02-29',
        dueDays: '20',
        do: 'consequences',
      });
      expect(page.status).toBe(422);
      expect(page.text).toContain('Kies een bestaande datum.');
      expect(page.html).toContain('value="Wie betaalt, let op"');
      expect(page.html).toContain('value="2027-02-29"');
      expect(page.html).toContain('id="f-dueDay-error"');
    });
  });

  describe('before it is published', () => {
    it('shows everybody who would be asked, with their own day, and asks nothing yet', async () => {
      await anna.open(`/policies/${id}/edit`);
      const page = await anna.submit('/edit', {
        dueKind: 'start',
        dueDay: '',
        dueDays: '30',
        do: 'consequences',
      });
      expect(page.url).toBe(`/policies/${id}/publication`);
      const expected = await meant();
      const without = expected.filter(({ held }) => !held);
      expect(page.text).toContain(`${without.length} collega’s krijgen een verplichting`);
      expect(page.text).toContain('Chaima El Idrissi');
      const file = await anna.open(`/policies/${id}/publication.csv`);
      const lines = file.html.split('\r\n').filter((line) => line.startsWith('nieuwe verplichting;'));
      expect(lines.map((line) => line.split(';')[1]).sort()).toEqual(without.map(({ name }) => name).sort());
      expect(await openRequirements()).toEqual([]);
    });

    it('is nobody’s business but HR’s', async () => {
      const bram = await house.visit('bram');
      expect((await bram.open(`/policies/${id}/publication`)).status).toBe(403);
      const call = await house.api('bram');
      expect((await call('post', `/api/v1/policies/${id}/publication`).send({})).status).toBe(403);
    });
  });

  describe('once it is published', () => {
    it('asks exactly those people, each by their own day', async () => {
      await anna.open(`/policies/${id}/publication`);
      const page = await anna.submit('/publication', {}, 'Publiceer');
      expect(page.url).toBe(`/policies/${id}`);
      await house.drain();
      const expected = await meant();
      const asked = await openRequirements();
      expect(asked.length).toBe(expected.length);
      expect(asked.filter(({ state }) => state === 'satisfied').length).toBe(
        expected.filter(({ held }) => held).length,
      );
      // Thirty working days from Tuesday 24 November; Christmas is a Friday, Boxing Day a Saturday, New Year's Day a Friday.
      expect(asked.find(({ number }) => number === '1003')).toEqual({
        number: '1003',
        due_on: '2027-01-06',
        state: 'open',
      });
      // Daan works Monday to Wednesday: ten weeks of three days.
      expect(asked.find(({ number }) => number === '1004')).toEqual({
        number: '1004',
        due_on: '2027-02-01',
        state: 'open',
      });
    });

    it('explains itself to Chaima in one sentence, with her day and the reason', async () => {
      const call = await house.api('chaima');
      const { body } = await call('get', `/api/v1/people/${await house.idOf('chaima')}/requirements`);
      const asked = (
        body as { items: { policyId: string; explanation: { nl: string }; because: { nl: string } }[] }
      ).items.find(({ policyId }) => policyId === id);
      expect(asked?.explanation.nl).toMatch(
        /^Uiterlijk wo 6 jan 2027: 30 van je eigen werkdagen na de start van dit beleid op 24 nov/,
      );
      expect(asked?.because.nl).toMatch(
        /^Omdat dit geldt voor iedereen die in Finance werkt, geen leiding geeft en .*‘Wie betaalt, let op’/,
      );
      const chaima = await house.visit('chaima');
      const wallet = await chaima.open('/licences');
      // Two policies ask the same of her: one card with the nearer day and both reasons, and that day on Today.
      expect(wallet.html.match(/href="\/exams\/A"/g)).toHaveLength(1);
      expect(wallet.text).toContain('Uiterlijk nodig op 18 dec. 2026');
      expect(wallet.text).not.toContain('6 jan. 2027');
      const reasons = (body as { items: { because: { nl: string } }[] }).items.map(
        ({ because }) => because.nl,
      );
      expect(new Set(reasons).size).toBe(2);
      for (const reason of reasons) expect(wallet.text).toContain(reason);
      expect(reasons).toContain(asked?.because.nl);
      expect((await chaima.open('/today')).text).toContain('uiterlijk op 18 dec. 2026');
    });

    it('shows numbers that agree with the lists behind them', async () => {
      const asked = await openRequirements();
      const page = await anna.open(`/policies/${id}`);
      const stats = statsOf(page);
      expect(stats.map(({ value }) => value)).toEqual([
        String(asked.length),
        `${Math.round((100 * asked.filter(({ state }) => state === 'satisfied').length) / asked.length)}%`,
        '0',
      ]);
      expect(await lengthOf(anna, stats[0]?.href ?? '')).toBe(asked.length);
      expect(await lengthOf(anna, stats[1]?.href ?? '')).toBe(
        asked.filter(({ state }) => state === 'satisfied').length,
      );
      expect(await lengthOf(anna, stats[2]?.href ?? '')).toBe(0);
    });
  });

  describe('the overview of all policies', () => {
    it('leads from each number to a list of just as many', async () => {
      house.clock.set('2026-12-21T09:00:00Z');
      anna = await house.visit('anna');
      await house.run('policies.remind');
      const page = await anna.open('/hr');
      const stats = statsOf(page);
      expect(stats).toHaveLength(4);
      const api = (await (await house.api('anna'))('get', '/api/v1/overview')).body as {
        asked: number;
        inOrder: number;
        overdue: number;
        expiringIn30Days: number;
        people: number;
      };
      expect(api.overdue).toBeGreaterThan(0);
      for (const { value, note, href } of stats) {
        // A share is told with the number of people it is made of.
        const shown = value.includes('%')
          ? Number(/^([\d.]+) van/.exec(note)?.[1]?.replace('.', ''))
          : Number(value.replace('.', ''));
        const length = await lengthOf(anna, href);
        expect({ href, shown }).toEqual({ href, shown: length });
      }
      expect(page.text).toContain(`${api.inOrder} van ${api.asked} verplichtingen`);
    });

    it('draws the days between, one snapshot a day', async () => {
      house.clock.set('2026-12-21T22:50:00Z');
      await house.run('policies.snapshot');
      await house.run('policies.snapshot');
      const days = (await (await house.api('anna'))('get', '/api/v1/overview')).body as {
        days: { on: string }[];
      };
      expect(days.days.map(({ on }) => on)).toContain('2026-12-21');
      expect(days.days.map(({ on }) => on)).toEqual([...new Set(days.days.map(({ on }) => on))]);
    });
  });

  describe('afterwards', () => {
    it('rests while it is paused: nobody is asked, nobody is late, nothing is sent', async () => {
      await anna.open(`/policies/${id}`);
      expect((await anna.submit('/pause')).text).toContain('De regel is gepauzeerd');
      await house.drain();
      const chaima = await house.visit('chaima');
      expect((await chaima.open('/licences')).text).not.toContain('Wie betaalt, let op');
      house.clock.set('2027-01-12T09:00:00Z');
      anna = await house.visit('anna');
      await house.run('policies.remind');
      const late = await one<{ n: number }>(
        house.db.read,
        `SELECT count(*)::int AS n FROM nudge n JOIN requirement r ON n.subject = 'requirement:' || r.id WHERE r.policy_id = $1 AND n.purpose = 'overdue'`,
        [id],
      );
      expect(late?.n).toBe(0);
    });

    it('goes on without making anybody late for the time it rested', async () => {
      await anna.open(`/policies/${id}`);
      expect((await anna.submit('/resumption')).text).toContain('De regel geldt weer');
      await house.drain();
      const chaima = (await openRequirements()).find(({ number }) => number === '1003');
      expect(chaima!.due_on > '2027-01-12').toBe(true);
      const overdue = await anna.open(`/policies/${id}/requirements?filter=overdue`);
      expect(rowsOn(overdue)).toBe(0);
    });

    it('can be taken back, and nobody loses what they earned', async () => {
      const licences = () => rows(house.db.read, 'SELECT id, state, valid_until FROM licence ORDER BY id');
      const before = await licences();
      await anna.open(`/policies/${id}`);
      const page = await anna.submit('/undo');
      expect(page.text).toContain('concept');
      await house.drain();
      expect(await openRequirements()).toEqual([]);
      expect(await licences()).toEqual(before);
      // What the other policy asks of Chaima stands as it stood.
      const left = await rows<{ due_on: string }>(
        house.db.read,
        `SELECT due_on FROM requirement WHERE person_id = $1 AND state <> 'ended'`,
        [await house.idOf('chaima')],
      );
      expect(left).toEqual([{ due_on: '2026-12-18' }]);
    });

    it('leaves a trace of who did what', async () => {
      const lines = await rows<{ action: string; actor_id: string | null }>(
        house.db.read,
        `SELECT action, actor_id FROM audit_event WHERE subject_type = 'policy' AND subject_id = $1 ORDER BY id`,
        [id],
      );
      const byAnna = lines.filter(({ action }) => action !== 'policy.requirements-updated');
      expect(byAnna.map(({ action }) => action)).toEqual([
        'policy.created',
        'policy.published',
        'policy.paused',
        'policy.resumed',
        'policy.withdrawn',
      ]);
      const anna = await house.idOf('anna');
      expect(byAnna.every(({ actor_id }) => actor_id === anna)).toBe(true);
    });
  });
});

/** The big numbers of a page, each with its note and the list it links to. */
function statsOf(page: SeenPage): { label: string; value: string; note: string; href: string }[] {
  return [
    ...page.html.matchAll(
      /<div class="stat[^"]*">\s*<p class="stat-label"><a href="([^"]+)">([^<]*)<\/a><\/p>\s*<p class="stat-value">([^<]*)<\/p>\s*(?:<p class="mut">([^<]*)<\/p>)?/g,
    ),
  ].map(([, href = '', label = '', value = '', note = '']) => ({
    label,
    value: value.replace(/&nbsp;| /g, ' ').trim(),
    note,
    href: href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  }));
}
