import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

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
    await keys.press(word('knowledge.outcome_almost'), 'a card that almost helped');
    await keys.follow(page.locator('main a[href^="/help/tickets/new"]'));
    expect(await page.locator('[name=title]').inputValue()).toBe(first);
    expect(await page.locator('[name=steps]').inputValue()).not.toBe('');
    await keys.write('words', more);
    await keys.press(word('tickets.send'), 'a ticket just sent');
    expect(await main()).toContain(word('tickets.state_open'));
  }

  /** IT finds it in the queue and answers. */
  async function answer({ window, keys, word, main }: Seat, title: string): Promise<void> {
    await window.go('/it/queue');
    await keys.to(title);
    await keys.press(word('tickets.take'));
    await keys.write('words', 'Meld je aan via de kabel op kantoor.');
    await keys.choose('kind', 'answered');
    await keys.press(word('tickets.answer_send'));
    expect(await main()).toContain(word('tickets.answered'));
  }

  /** The asker finds the answer among their tickets and says that it is solved. */
  async function confirm({ window, keys, word, main }: Seat): Promise<void> {
    await keys.menu(word('ui.nav_help'));
    await keys.menu(word('ui.nav_tickets'));
    await keys.to(WORDS[window.language].first);
    await keys.press(word('tickets.confirm_yes'), 'a ticket closed');
    expect(await main()).toContain(word('tickets.state_closed'));
  }

  /** What the computer is not sure of is decided with a digit and Enter. */
  async function recognise({ window, keys, page, word, main }: Seat): Promise<void> {
    await window.go('/it/tickets/review');
    const before = await main();
    const none = page.locator('input[value=none]');
    await page.keyboard.press((await none.getAttribute('aria-keyshortcuts')) ?? '');
    expect(await none.isChecked()).toBe(true);
    await keys.press(word('tickets.decide'));
    expect(await main()).not.toBe(before);
    for (const url of ['/it/tickets/rules', '/it/tickets/sources']) await window.go(url);
  }

  async function close({ window }: Seat): Promise<void> {
    expect(window.faults).toEqual([]);
    await window.close();
  }

  /** A second ticket on the same skill: a short review is offered to the asker alone. */
  async function twice(way: Way): Promise<void> {
    const asker = await house.signIn(way.language === 'nl' ? 'chaima' : 'daan', way);
    const { window, page, keys, word, main } = asker;
    const { first, second, more } = WORDS[way.language];
    await send(asker);
    const desk = await house.signIn('monique', way);
    await answer(desk, first);
    await recognise(desk);
    await close(desk);
    await confirm(asker);

    await keys.menu(word('ui.nav_tickets'));
    expect(await main()).not.toContain(word('tickets.offer_privacy'));
    await keys.to(word('tickets.new_title'));
    await keys.write('title', second);
    await keys.write('words', more);
    await keys.press(word('tickets.send'), 'a ticket just sent');
    await keys.menu(word('ui.nav_tickets'));
    await window.check('tickets with an offer');
    expect(await main()).toContain(word('tickets.offer_privacy'));
    await keys.enter(page.getByRole('link', { name: word('tickets.offer_start') }));
    expect(new URL(page.url()).searchParams.get('skill')).toBe('rm.vpn');
    await close(asker);

    const manager = await house.signIn('bram', way);
    await manager.window.go('/team/help');
    expect(await manager.main()).toContain(manager.word('tickets.team_privacy'));
    expect(await manager.main()).not.toMatch(/vpn/i);
    await close(manager);
    const hr = await house.signIn('anna', way);
    await hr.window.go('/hr/insights/demand');
    expect(await hr.main()).toContain(hr.word('tickets.groups_privacy'));
    await close(hr);
  }

  it.each(IN_THE_LIGHT)(
    'is solved, and a second one brings a private offer, in $language on a $screen',
    twice,
    120_000,
  );

  it('comes as far without scripts', async () => {
    const asker = await house.signIn('hanneke', { javaScript: false, screen: 'phone' });
    await send(asker);
    const call = await house.api('monique');
    const id = asker.window.path.split('/').at(-1) ?? '';
    const reply = { words: 'Meld je aan via de kabel op kantoor.', kind: 'answered' };
    await call('post', `/api/v1/tickets/queue/${id}/answers`).send(reply).expect(204);
    await confirm(asker);
    await close(asker);
  }, 60_000);
});
