import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way, type WindowOptions } from '../support/browser.js';
import type { CastName } from '../support/cast.js';

const WORDS = {
  nl: { first: 'vpn maakt geen verbinding', second: 'Vpn valt weg', more: 'Elk uur, thuis.' },
  en: { first: 'vpn does not connect', second: 'VPN drops out', more: 'Every hour, at home.' },
} as const;

/** A ticket with everything already typed, IT's answer, the asker's yes; and the pages around it. By keys alone. */
describe('a ticket', () => {
  const house = browserHouse();

  /** From a search by way of a card that almost helped to a ticket with all of it. */
  async function send({ window, keys, page, word, main }: Seat): Promise<void> {
    const { first, more } = WORDS[window.language];
    await window.go('/today');
    await keys.search(first);
    await keys.follow(page.locator('main a[href*="/help/cards/vpn-no-connection"]'));
    await keys.tick('steps', '2');
    await keys.press(word('knowledge.outcome_almost'));
    await window.check('a card that almost helped');
    await keys.follow(page.locator('main a[href^="/help/tickets/new"]'));
    expect(await page.locator('[name=title]').inputValue()).toBe(first);
    expect(await page.locator('[name=steps]').inputValue()).not.toBe('');
    await keys.write('words', more);
    await keys.press(word('tickets.send'));
    await window.check('a ticket just sent');
    expect(await main()).toContain(word('tickets.state_open'));
  }

  /** IT finds it in the queue and answers. */
  async function answer({ window, keys, word, main }: Seat, title: string): Promise<void> {
    await house.drain();
    await window.go('/today');
    await keys.menu(word('ui.nav_it'));
    await keys.menu(word('ui.nav_queue'));
    await keys.press(title, 'link');
    await keys.press(word('tickets.take'));
    await keys.write('words', 'Meld je aan via de kabel op kantoor.');
    await keys.choose('kind', 'answered');
    await keys.press(word('tickets.answer_send'));
    expect(await main()).toContain(word('tickets.answered'));
    await house.drain();
  }

  /** The asker finds the answer among their tickets and says that it is solved. */
  async function confirm({ window, keys, word, main }: Seat): Promise<void> {
    await keys.menu(word('ui.nav_help'));
    await keys.menu(word('ui.nav_tickets'));
    await keys.press(WORDS[window.language].first, 'link');
    await window.check('a ticket answered');
    await keys.press(word('tickets.confirm_yes'));
    await window.check('a ticket closed');
    expect(await main()).toContain(word('tickets.state_closed'));
  }

  async function once(name: CastName, way: WindowOptions): Promise<Seat> {
    const asker = await house.signIn(name, way);
    await send(asker);
    const desk = await house.signIn('monique', way);
    await answer(desk, WORDS[asker.window.language].first);
    expect(desk.window.faults).toEqual([]);
    await desk.window.close();
    await confirm(asker);
    return asker;
  }

  /** A second ticket on the same skill: a short review is offered to the asker alone. */
  async function twice(way: Way): Promise<void> {
    const asker = await once(way.language === 'nl' ? 'chaima' : 'daan', way);
    const { window, page, keys, word, main } = asker;
    const { second, more } = WORDS[way.language];
    await keys.menu(word('ui.nav_tickets'));
    expect(await main()).not.toContain(word('tickets.offer_privacy'));
    await keys.press(word('tickets.new_title'), 'link');
    await keys.write('title', second);
    await keys.write('words', more);
    await keys.press(word('tickets.send'));
    await keys.menu(word('ui.nav_tickets'));
    await window.check('tickets with an offer');
    expect(await main()).toContain(word('tickets.offer_privacy'));
    await keys.press(word('tickets.offer_start'), 'link');
    expect(new URL(page.url()).searchParams.get('skill')).toBe('rm.vpn');
    expect(window.faults).toEqual([]);
    await window.close();

    const manager = await house.signIn('bram', way);
    await manager.window.go('/today');
    await manager.keys.menu(manager.word('ui.nav_team'));
    expect(await manager.main()).not.toMatch(/vpn/i);
    await manager.keys.menu(manager.word('ui.nav_team_help'));
    expect(await manager.main()).toContain(manager.word('tickets.team_privacy'));
    expect(await manager.main()).not.toMatch(/vpn/i);
    expect(manager.window.faults).toEqual([]);
    await manager.window.close();
  }

  it.each(IN_THE_LIGHT)(
    'is solved, and a second one brings a private offer, in $language on a $screen',
    twice,
    120_000,
  );

  it('comes as far without scripts', async () => {
    const { window } = await once('hanneke', { javaScript: false, screen: 'phone' });
    expect(window.faults).toEqual([]);
  }, 60_000);

  it('is recognised by keys alone, and the pages around it hold up on a phone and a desktop', async () => {
    for (const way of IN_THE_LIGHT) {
      const { window, page, keys, word, main } = await house.signIn('monique', way);
      await window.go('/it/tickets/review');
      const before = await main();
      const none = await page.locator('input[value=none]').getAttribute('aria-keyshortcuts');
      await page.keyboard.press(none ?? '');
      expect(await page.locator('input[value=none]').isChecked()).toBe(true);
      await keys.press(word('tickets.decide'));
      expect(await main()).not.toBe(before);
      for (const url of ['/it/tickets/rules', '/it/tickets/sources']) await window.go(url);
      const hr = await house.signIn('anna', way);
      await hr.window.go('/hr/insights/demand');
      expect(await hr.main()).toContain(hr.word('tickets.groups_privacy'));
      expect([...window.faults, ...hr.window.faults]).toEqual([]);
    }
  }, 60_000);
});
