import { TrailsService } from '#knowledge';
import { anonymousActor } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type WindowOptions } from '../support/browser.js';
import type { CastName } from '../support/cast.js';

/** A ticket with everything already typed, IT's answer, the asker's yes; and the pages around it. */
describe('a ticket', () => {
  const house = browserHouse();

  async function trailOf(name: CastName): Promise<string> {
    const actor = { ...anonymousActor, kind: 'person' as const, personId: await house.idOf(name) };
    const trails = house.app.get(TrailsService, { strict: false });
    return house.db.transaction((tx) => trails.begin(tx, actor, 'Authenticator op een nieuwe telefoon'));
  }

  /** From the trail to a ticket that IT solved and its asker closed. Keys alone where there are scripts. */
  async function goThrough(name: CastName, way: WindowOptions): Promise<void> {
    const { window, page, word, main } = await house.signIn(name, way);
    await window.go(`/help/tickets/new?trail=${await trailOf(name)}`);
    expect(await page.locator('input[name=title]').inputValue()).toBe('Authenticator op een nieuwe telefoon');
    await page.locator('textarea[name=words]').focus();
    await page.keyboard.type('De code wordt afgekeurd.');
    await window.leave(() => page.getByRole('button', { name: word('tickets.send') }).press('Enter'));
    await window.check('a ticket just sent');
    expect(await main()).toContain(word('tickets.state_open'));
    const ticket = window.path;

    const desk = await house.signIn('monique', way);
    await desk.window.go('/it/queue');
    await desk.window.go(ticket.replace('/help/', '/it/'));
    await desk.window.press(desk.word('tickets.take'));
    await desk.page
      .locator('textarea[name=words]')
      .fill('Verwijder het oude toestel en scan de code opnieuw.');
    await desk.window.press(desk.word('tickets.answer_send'));
    expect(desk.window.faults).toEqual([]);

    await window.go(ticket);
    await window.leave(() => page.getByRole('button', { name: word('tickets.confirm_yes') }).press('Enter'));
    await window.check('a ticket closed');
    expect(await main()).toContain(word('tickets.state_closed'));
    await window.go('/help/tickets');
    expect(window.faults).toEqual([]);
  }

  it.each(IN_THE_LIGHT)(
    'goes from typed words to solved, in $language on a $screen',
    (way) => goThrough(way.language === 'nl' ? 'emilia' : 'femke', way),
    60_000,
  );

  it(
    'does so without scripts as well',
    () => goThrough('hanneke', { javaScript: false, screen: 'phone' }),
    60_000,
  );

  it('is recognised by keys alone, and the pages around it hold up on a phone and a desktop', async () => {
    for (const way of IN_THE_LIGHT) {
      const { window, page, word, main } = await house.signIn('monique', way);
      await window.go('/it/tickets/review');
      const before = await main();
      await page.locator('main h1').click();
      const none = await page.locator('input[value=none]').getAttribute('aria-keyshortcuts');
      await page.keyboard.press(none ?? '');
      expect(await page.locator('input[value=none]').isChecked()).toBe(true);
      await window.leave(() => page.getByRole('button', { name: word('tickets.decide') }).press('Enter'));
      expect(await main()).not.toBe(before);
      for (const url of ['/it/tickets/rules', '/it/tickets/sources']) await window.go(url);
      expect(window.faults).toEqual([]);
      const hr = await house.signIn('anna', way);
      await hr.window.go('/hr/insights/demand');
      expect(await hr.main()).toContain(hr.word('tickets.groups_privacy'));
      const manager = await house.signIn('bram', way);
      await manager.window.go('/team/help');
      expect(await manager.main()).toContain(manager.word('tickets.team_privacy'));
      expect([...hr.window.faults, ...manager.window.faults]).toEqual([]);
    }
  }, 60_000);
});
