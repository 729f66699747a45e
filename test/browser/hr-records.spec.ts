import { one } from '#kernel';
import { demoFile } from '../journeys/hr-file.js';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK } from '../support/browser.js';

/** Who comes back in the file of each way; one company lives through both. */
const BACK = ['1122', '1163'] as const;

/**
 * Anna finds somebody who came back under another number, joins the two, and parts them again. Bram goes on holiday and
 * lets Daan take his place; Daan sees the team, and stops.
 */
describe('HR’s records on a screen', () => {
  const house = browserHouse({ at: '2026-12-02T09:00:00Z' });

  beforeAll(async () => {
    let file = demoFile('demo-nv.csv').with('1200', { Leidinggevende: '9999' });
    for (const number of BACK)
      file = file.with(number, { 'Uit dienst': '27-11-2026' }).adding(number, {
        Personeelsnummer: `2${number}`,
        'In dienst': '01-12-2026',
        'Functie vanaf': '',
        'Uit dienst': '',
      });
    const call = await house.api('anna');
    const made = await call('post', '/api/v1/imports?source=demo&dryRun=false&leaveBroken=true')
      .set('content-type', 'text/csv')
      .send(file.toBytes());
    expect(made.body).toMatchObject({ state: 'applied' });
    await house.drain();
  }, 60_000);

  const lastReminderOf = (personId: string) =>
    one<{ actor: string; inPlaceOf: string | null }>(
      house.db.read,
      `SELECT actor_id AS actor, changes ->> 'inPlaceOf' AS "inPlaceOf" FROM audit_event
       WHERE action = 'reminder.requested' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [personId],
    );

  it.each(IN_THE_DARK.map((way, index) => ({ ...way, index })))(
    'joins a returner with the old number and parts them again, in $language on a $screen',
    async ({ index, ...way }) => {
      const { window, page, word, main } = await house.signIn('anna', way);
      const number = BACK[index] ?? '';
      await window.go('/people/quality');
      expect(await main()).toContain(word('people.finding_two_records_what'));
      expect(await main()).toContain(word('people.reason_manager_unknown'));
      await window.press(word('people.finding_import_row'), 'link');
      await page.locator('input[name=number]').fill('1001');
      await window.press(word('people.owner_save'));
      expect(await main()).toContain('Anna de Wit');

      await window.go('/people/matches');
      await window.follow(page.getByRole('link', { name: `(2${number})` }));
      expect(await main()).toContain(word('people.evidence_same_mail'));
      await page.getByRole('link', { name: word('people.merge'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
      await window.check('join dialog');
      await window.follow(
        page.getByRole('dialog').getByRole('button', { name: word('people.merge'), exact: true }),
      );
      const joined = await main();
      expect(joined).toContain(number);
      expect(joined).toContain(`2${number}`);

      await window.go('/people/matches');
      const line = page
        .locator('li')
        .filter({ hasText: word('people.undo_merge') })
        .filter({ hasText: `2${number}` });
      // By keyboard alone: the focus goes into the dialog and Enter confirms.
      await line.getByRole('link', { name: word('people.undo_merge') }).focus();
      await page.keyboard.press('Enter');
      const confirm = page.getByRole('dialog').getByRole('button', { name: word('people.undo_merge') });
      await confirm.focus();
      await window.leave(() => page.keyboard.press('Enter'));
      await window.check('parted');
      expect(await page.locator('body').innerText()).toContain(word('people.merge_undone'));
      const again = await one<{ n: number }>(
        house.db.read,
        `SELECT count(*)::int AS n FROM person WHERE number = $1 AND merged_into IS NULL`,
        [`2${number}`],
      );
      expect(again?.n).toBe(1);
      expect(window.faults).toEqual([]);
      await window.close();
    },
    240_000,
  );

  it.each(IN_THE_DARK.map((way, index) => ({ ...way, index })))(
    'lets Daan stand in for Bram, act in both names and be out again, in $language on a $screen',
    async ({ index, ...way }) => {
      const bram = await house.signIn('bram', way);
      await bram.window.go('/deputies');
      await bram.page.locator('select[name=deputy]').selectOption({ label: 'Daan Visser' });
      await bram.window.press(bram.word('people.deputy_appoint'));
      // The last day is missing: what was chosen is still there.
      expect(await bram.main()).toContain(bram.word('people.day_missing'));
      await bram.page.locator('input[name=until]').fill('2026-12-11');
      await bram.window.press(bram.word('people.deputy_appoint'));
      expect(await bram.main()).toContain('Daan Visser');
      await bram.window.go('/team/relation');
      await bram.window.go('/team/relation?on=2026-08-01');
      expect(await bram.main()).not.toContain('Chaima El Idrissi');

      const daan = await house.signIn('daan', way);
      await daan.window.go('/team');
      const team = await daan.main();
      expect(team).toContain('Bram Janssen');
      expect(team).toContain('Chaima El Idrissi');
      await daan.window.press('Chaima El Idrissi', 'link');
      await daan.window.check('what is asked of Chaima');
      const whose = daan.word('policies.person_title', { self: 'no', name: 'Chaima El Idrissi' });
      expect(await daan.main()).toContain(whose);

      const chaima = await house.idOf('chaima');
      await daan.window.go(`/team/reminders/new?item=${chaima}%20A`);
      await daan.window.press(daan.word('home.remind_send'));
      expect(daan.window.path).toBe('/team');
      await house.drain();
      expect(await lastReminderOf(chaima)).toEqual({
        actor: await house.idOf('daan'),
        inPlaceOf: await house.idOf('bram'),
      });

      if (index === IN_THE_DARK.length - 1) {
        // Nobody stops it: the last day passes.
        house.clock.set('2026-12-11T20:00:00Z');
        expect((await daan.page.goto(`${house.origin}/team`))?.status()).toBe(200);
        house.clock.set('2026-12-12T08:00:00Z');
      } else {
        await daan.window.go('/deputies');
        const stop = daan.page.getByRole('button', { name: daan.word('people.deputy_stop') }).first();
        await stop.focus();
        await daan.window.leave(() => daan.page.keyboard.press('Enter'));
      }
      expect((await daan.page.goto(`${house.origin}/team`))?.status()).toBe(403);

      for (const { window } of [bram, daan]) {
        expect(window.faults).toEqual([]);
        await window.close();
      }
    },
    240_000,
  );
});
