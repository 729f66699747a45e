import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT } from '../support/browser.js';
import { Learner } from '../journeys/learner.js';

/** Anna from HR looks at an exam that was answered very quickly, on a phone without scripts and at a desk. */
describe('exams that stand out', () => {
  const house = browserHouse({ at: '2026-11-24T09:00:00Z' });

  /** The clock of the specs stands still, so every answer took no time at all. */
  async function rush(name: 'chaima' | 'daan'): Promise<void> {
    const learner = await Learner.signIn(house, name, house.sheet);
    await learner.visitor.open('/exams/A');
    await learner.takeExam(() => true);
  }

  it.each([
    { ...IN_THE_LIGHT[0], javaScript: false, name: 'chaima' },
    { ...IN_THE_LIGHT[1], javaScript: true, name: 'daan' },
  ] as const)(
    'wait for her in $language on a $screen, and she says what she saw',
    async (way) => {
      const { window, word, page } = await house.signIn('anna', way);
      await window.go('/exams/flags');
      const main = page.locator('main');
      expect(await main.innerText()).toContain(word('attempts.flags_none_title'));

      await rush(way.name);
      await page.reload();
      await window.check('flags waiting');
      expect(await main.innerText()).toContain(way.name === 'chaima' ? 'Chaima El Idrissi' : 'Daan Visser');
      expect(await main.innerText()).toContain('100');
      await main.locator('summary').click();
      await window.press(word('attempts.flag_save'));
      expect(await main.locator('textarea').getAttribute('aria-invalid')).toBe('true');
      await main.locator('textarea').fill('Wij spraken elkaar: las de vragen thuis al.');
      await window.press(word('attempts.flag_save'));
      await window.check('flags looked at');
      expect(await main.innerText()).toContain('las de vragen thuis al');
      expect(await main.locator('textarea').count()).toBe(0);
      expect(await page.locator('nav [aria-current]').last().innerText()).toContain(word('ui.nav_flags'));
      expect(window.faults).toEqual([]);
      await window.close();
    },
    120_000,
  );

  it('are no business of the person or of a manager: no page, no JSON', async () => {
    for (const name of ['chaima', 'bram'] as const) {
      expect((await (await house.visit(name)).open('/exams/flags')).status).toBe(403);
      expect((await (await house.api(name))('get', '/api/v1/exams/flags')).status).toBe(403);
    }
    const { body } = await (await house.api('anna'))('get', '/api/v1/exams/flags');
    expect(body).toMatchObject({ waiting: 0, items: [{ category: 'A' }, { category: 'A' }] });
    expect(JSON.stringify(body)).not.toMatch(/outcome|answers"|theta|points|itemId/);
  });
});
