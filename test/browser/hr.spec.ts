import { one } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { MAIN_WAYS } from '../support/browser.js';
import { demoFile } from '../journeys/hr-file.js';

/** Whose hours the file of each way changes; one company lives through both. */
const CHANGED = ['1122', '1163'] as const;

/** Anna brings in next month's file, writes a policy, publishes it, and sees in the overview and the roadmap where things stand. */
describe('HR drives', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });

  it.each(MAIN_WAYS.map((way, index) => ({ ...way, index })))(
    'in $language on a $screen',
    async ({ index, ...way }) => {
      const { window, page, word, main } = await house.signIn('anna', way);

      // The file of next month, in which one row went wrong.
      const number = CHANGED[index] ?? '';
      const file = demoFile('demo-nv-next-month.csv')
        .with('1004', { 'E-mail': 'geen adres' })
        .with(number, { 'Uren per week': '20', Werkdagen: 'ma di wo' });
      await window.go('/people/imports');
      await window.press(word('people.new_import'), 'link');
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'hr-december.csv', mimeType: 'text/csv', buffer: file.toBytes() });
      await window.press(word('people.read_file'));
      expect(await main()).toContain(word('people.encoding_windows_1252'));
      await window.press(word('people.run_trial'));
      await window.check('import diff');
      const apply = page.locator('main form .btn.primary');
      await page
        .locator('.tabs')
        .getByRole('link', { name: word('people.group_problems') })
        .click();
      await window.check('import problems');
      expect(await main()).toContain(word('people.reason_email_invalid'));
      await page.locator('input[name=leaveBroken]').check();
      await window.follow(apply);
      await window.check('import progress');
      await house.drain();
      await page.getByText(word('people.progress_done')).waitFor();
      await window.go(window.path);
      expect(await main()).toContain(word('people.receipt_text'));
      await window.go('/people');
      const hours = await one<{ weekly_hours: string }>(
        house.db.read,
        `SELECT weekly_hours FROM person_facts('2026-12-01') WHERE number = $1`,
        [number],
      );
      expect(Number(hours?.weekly_hours)).toBe(20);

      // A policy, as a sentence.
      await window.go('/policies/new');
      await page.locator('select[name="rule.add"]').selectOption('team');
      await window.press(word('audiences.builder_add_condition'));
      await page.locator('select[name="rule.0.team"]').selectOption('OPS-FAC');
      await page.locator('select[name=category]').selectOption('A');
      await page.locator('input[name=dueKind][value=joining]').check({ force: true });
      await page.locator('input[name=dueDays]').fill('15');
      await page.locator('input[name=titleNl]').fill(`Facilitair ${index + 1}`);
      await page.locator('input[name=titleEn]').fill(`Facilities ${index + 1}`);
      await page.locator('input[name=titleEn]').blur();
      // The preview follows the form without being asked.
      await page.locator('#preview').getByText('Facilitaire zaken').first().waitFor();
      await window.check('policy builder');
      await window.press(word('policies.show_consequences'));
      expect(await main()).toContain(index === 0 ? 'Jolanda Prins' : word('policies.plan_facts'));
      await window.press(word('policies.publish'));
      expect(await main()).toContain(word('policies.state_published'));
      await house.drain();
      await window.go('/policies');

      await window.go('/hr');
      const figures = page.locator('.stat a');
      expect(await figures.count()).toBeGreaterThanOrEqual(3);
      await window.follow(figures.first());
      await house.run('roadmap.snapshot');
      await window.go('/roadmap');
      await window.follow(page.getByRole('link', { name: word('roadmap.open') }).first());

      expect(window.faults).toEqual([]);
      await window.close();
    },
    240_000,
  );

  it('has asked everybody in the team once for each of both policies', async () => {
    const asked = await one<{ n: number; policies: number; once: number }>(
      house.db.read,
      `SELECT count(*)::int AS n, count(DISTINCT r.policy_id)::int AS policies, count(DISTINCT (r.policy_id, r.person_id))::int AS once
       FROM requirement r JOIN policy p ON p.id = r.policy_id
       WHERE r.state <> 'ended' AND p.draft ->> 'titleNl' LIKE 'Facilitair _'`,
    );
    expect(asked).toEqual({ n: 20, policies: 2, once: 20 });
  });
});
