import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { one, rows, systemActor } from '#kernel';
import { LicencesService } from '#licences';
import { ImportsService } from '#people';
import { draftOf, PoliciesService } from '#policies';
import { SessionsService } from '#sessions';
import { formatDate } from '#ui';
import { demoFile } from '../journeys/hr-file.js';
import type { TestApp } from '../support/app.js';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK, IN_THE_LIGHT, type Window } from '../support/browser.js';
import { CAST_NUMBERS, type CastName, THE_DOZEN } from '../support/cast.js';
import { shippedContent } from '../support/content.js';

const specs = systemActor('specs');
const TODAY = '2027-02-01';
/** Who passed the exam before the story begins, and when; the others never did. */
const PROOFS: Partial<Record<CastName, string>> = {
  bram: '2026-09-10',
  daan: '2026-03-15',
  karim: '2025-06-01',
  lotte: '2027-01-20',
};
const MODES = [
  { mode: 'new', ...IN_THE_LIGHT[0] },
  { mode: 'renewal', ...IN_THE_LIGHT[1] },
  { mode: 'now', ...IN_THE_DARK[0] },
] as const;
type Mode = (typeof MODES)[number]['mode'];

/**
 * Three policies ask a proof every 12 months. On one day Anna makes it 24 in each, for another group of people each time:
 * only who is new, everybody at their next renewal, everybody now. What her screen said is what the days bring.
 */
describe('a policy that goes from 12 to 24 months', () => {
  const house = browserHouse({ at: `${TODAY}T09:00:00Z`, demo: false });
  const ids = {} as Record<Mode, string>;
  /** From the screen before publishing for everybody now: name, day until now, day from now on. */
  let shown: readonly (readonly string[])[] = [];

  beforeAll(async () => {
    await publishLongLicences(house);
    await bringIn(demoFile('demo-nv.csv').only(THE_DOZEN));
    const anna = await house.idOf('anna');
    await house.db.transaction((tx) => house.app.get(SessionsService).grant(tx, specs, anna, 'hr'));
    for (const [name, on] of Object.entries(PROOFS)) await prove(name as CastName, on);
    const policies = house.app.get(PoliciesService);
    for (const { mode } of MODES) {
      const title = { nl: `Elk jaar, ${mode}`, en: `Every year, ${mode}` };
      const yearly = { title, category: 'A', due: { afterJoining: 20 }, rule: { everyone: true } as const };
      ids[mode] = await policies.create(specs, draftOf({ ...yearly, renewMonths: 12 }));
      await policies.publish(specs, ids[mode]);
    }
    await house.drain();
  }, 240_000);

  async function bringIn(file: { toBytes(): Buffer }): Promise<void> {
    const input = { bytes: file.toBytes(), fileName: 'cast.csv', source: 'HR', actor: specs, dryRun: false };
    expect(await house.app.get(ImportsService).importFile(input)).toMatchObject({ state: 'applied' });
    await house.drain();
  }
  async function prove(name: CastName, on: string): Promise<void> {
    const personId = await house.idOf(name);
    const decidedAt = `${on}T10:00:00Z`;
    const exam = { attemptId: randomUUID(), personId, category: 'A', decidedAt };
    const licences = house.app.get(LicencesService);
    const now = house.clock.now();
    await house.db.transaction((tx) => licences.considerExam(tx, specs, exam, now));
    await house.drain();
  }
  const asked = (mode: Mode, number: string) =>
    one<{ state: string; due_on: string | null; version: number }>(
      house.db.read,
      `SELECT r.state, r.due_on, r.version FROM requirement r JOIN person p ON p.id = r.person_id
       WHERE r.policy_id = $1 AND p.number = $2 AND r.state <> 'ended'`,
      [ids[mode], number],
    );
  /** The days go on; every fifth the work of a night is done. */
  async function goOnTo(day: string): Promise<void> {
    const end = Temporal.Instant.from(`${day}T09:00:00Z`);
    while (Temporal.Instant.compare(house.clock.now(), end) < 0) {
      house.clock.advance({ hours: 24 * 5 });
      if (Temporal.Instant.compare(house.clock.now(), end) > 0) house.clock.set(end);
      for (const night of ['people.daily', 'licences.sweep', 'policies.evaluate']) await house.run(night);
    }
  }

  it.each(MODES)(
    'says on a $screen in $language what changes for whom: $mode',
    async ({ mode, ...way }) => {
      const { window, page, main, word } = await house.signIn('anna', way);
      await window.go('/policies');
      await window.press(way.language === 'nl' ? `Elk jaar, ${mode}` : `Every year, ${mode}`, 'link');
      await window.follow(page.locator(`a[href="/policies/${ids[mode]}/edit"]`).first());
      await page.locator('input[name=renewMonths]').fill('24');
      await page.locator(`input[name=applyTo][value=${mode}]`).check({ force: true });
      await window.press(word('policies.show_consequences'));
      await window.check(`consequences ${mode}`);
      expect(await main()).toContain(word(`policies.apply_to_${mode}`));
      const facts = await page.locator('main dl').first().innerText();
      const staying = new RegExp(`${word('policies.plan_staying')}\\s*${mode === 'now' ? 0 : 12}\\b`);
      expect(facts.replace(/\s+/g, ' ')).toMatch(staying);
      const moved = await renewalsOn(page);
      if (mode === 'now') shown = moved;
      else expect(moved).toEqual([]);
      await window.press(word('policies.publish'));
      await house.drain();
      expect(await main()).toContain(word('policies.state_published'));
      expect(window.faults).toEqual([]);
      await window.close();
    },
    120_000,
  );

  it('showed everybody in order with the day until now and the day from now on', () => {
    const day = (on: string) => formatDate('nl', on);
    expect(shown).toEqual([
      ['Karim Haddad', '–', day('2027-06-01')],
      ['Bram Janssen', day('2027-09-10'), day('2028-09-10')],
      ['Lotte Vermeer', day('2028-01-20'), day('2029-01-20')],
      // Monday to Wednesday: his twenty own days, from the day on which he is asked, end on a Tuesday.
      ['Daan Visser', day('2027-03-16'), day('2028-03-15')],
    ]);
  });

  it('lets each policy go on as its screen said', async () => {
    // Karim was late by the old months; where 24 count for everybody he is in order at once.
    expect(await asked('now', CAST_NUMBERS.karim)).toMatchObject({ state: 'satisfied', version: 2 });
    for (const mode of ['new', 'renewal'] as const)
      expect(await asked(mode, CAST_NUMBERS.karim)).toMatchObject({ state: 'open', version: 1 });

    await goOnTo('2027-03-10');
    const newcomer = { Personeelsnummer: '1999', Roepnaam: 'Nadia', 'E-mail': 'nadia@demo-nv.example' };
    const file = demoFile('demo-nv.csv').only(THE_DOZEN);
    await bringIn(file.adding('1003', { ...newcomer, 'In dienst': '10-03-2027', 'Functie vanaf': '' }));
    for (const { mode } of MODES) expect(await asked(mode, '1999')).toMatchObject({ version: 2 });
    expect(await asked('now', CAST_NUMBERS.daan)).toMatchObject({ state: 'satisfied' });
    for (const mode of ['new', 'renewal'] as const)
      expect(await asked(mode, CAST_NUMBERS.daan)).toEqual({
        state: 'open',
        due_on: '2027-03-16',
        version: 1,
      });

    await goOnTo('2027-08-20');
    expect(await asked('now', CAST_NUMBERS.karim)).toMatchObject({ state: 'open', due_on: '2027-06-01' });
    for (const mode of ['new', 'renewal'] as const)
      expect(await asked(mode, CAST_NUMBERS.bram)).toEqual({
        state: 'open',
        due_on: '2027-09-10',
        version: 1,
      });
    await prove('bram', '2027-08-20');
    expect(await asked('new', CAST_NUMBERS.bram)).toMatchObject({ state: 'satisfied', version: 1 });
    for (const mode of ['renewal', 'now'] as const)
      expect(await asked(mode, CAST_NUMBERS.bram)).toMatchObject({ state: 'satisfied', version: 2 });

    await goOnTo('2028-03-01');
    expect(await asked('now', CAST_NUMBERS.lotte)).toMatchObject({ state: 'satisfied' });
    expect(await asked('now', CAST_NUMBERS.daan)).toMatchObject({ state: 'open', due_on: '2028-03-15' });
    for (const mode of ['new', 'renewal'] as const)
      expect(await asked(mode, CAST_NUMBERS.lotte)).toMatchObject({ state: 'open', due_on: '2028-01-20' });
    const late = await rows(house.db.read, 'SELECT 1 FROM job_failure');
    expect(late).toEqual([]);
  }, 120_000);

  it.each(IN_THE_DARK)(
    'shows Anna on Bram’s page when each asks him again, in $language on a $screen',
    async (way) => {
      const { window, page, main, word } = await house.signIn('anna', way);
      await window.go(`/people?q=Janssen`);
      await window.press('Bram Janssen', 'link');
      await window.press(word('policies.person_link'), 'link');
      expect(await main()).toContain(word('policies.person_title', { self: 'no', name: 'Bram Janssen' }));
      await page.locator('input[name=asOf]').fill('2029-08-01');
      await window.press(word('policies.show_day'));
      await window.check('requirements of Bram in 2029');
      const text = await main();
      // One year after his proof of 20 August 2027 by the old months, two by the new ones.
      expect(text).toMatch(/20 aug 2028/i);
      expect(text.match(/20 aug 2029/gi)).toHaveLength(2);
      await window.press('Bram Janssen', 'link');
      expect(window.path).toBe(`/people/${await house.idOf('bram')}`);
      expect(window.faults).toEqual([]);
      await window.close();
    },
    120_000,
  );
});

/** The exam of A gives a licence for five years here, so that only the policies ask for a new proof. */
async function publishLongLicences(house: TestApp): Promise<void> {
  const content = await shippedContent();
  await house.app.get(CatalogueService).publish(specs, {
    ...content,
    categories: content.categories.map((category) => ({
      ...category,
      valid: { ...category.valid, months: 60 },
    })),
  });
}

/** The table of whose next proof is due on another day: name, before, after. */
async function renewalsOn(page: Window['page']): Promise<string[][]> {
  const rowsShown = page.locator('#renewals tbody tr');
  const lines: string[][] = [];
  for (const row of await rowsShown.all()) {
    const name = await row.locator('th').innerText();
    const [, before = '', after = ''] = await row.locator('td').allInnerTexts();
    lines.push([name, before, after].map((cell) => cell.trim()));
  }
  return lines;
}
