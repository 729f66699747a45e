import { rows } from '#kernel';
import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way, type WindowOptions } from '../support/browser.js';
import type { CastName } from '../support/cast.js';

const PRINTER = 'wp.devices';
const WORDS = { nl: 'pritner drukt niet af', en: 'the printer does not prnt' } as const;
/** Three Mondays at twenty to five: in each week Lotte has room for asks and for the messages about them. */
const MONDAYS = ['2026-11-23T15:40:00Z', '2026-11-30T15:40:00Z', '2026-12-07T15:40:00Z'] as const;

/** Two helpers are absent, the third one helps, and thanks bring her a reward. By keys alone, from the first page on. */
describe('stuck at twenty to five', () => {
  const house = browserHouse({ at: MONDAYS[0] });
  let away: readonly { name: string }[];

  /** Of those who like to help with printers only two are left, who are ill; Lotte has yet to say that she helps. */
  beforeAll(async () => {
    const db = house.db.read;
    await rows(db, 'UPDATE ask_helper SET is_on = false');
    away = await rows<{ name: string }>(
      db,
      `WITH ill AS (
         SELECT h.person_id AS id FROM ask_helper h JOIN ask_helper_skill s ON s.person_id = h.person_id AND s.skill = $1
         WHERE h.person_id <> $2 AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.person_id = h.person_id)
         ORDER BY h.person_id LIMIT 2),
       helping AS (
         UPDATE ask_helper SET is_on = true, languages = ARRAY['nl', 'en'] WHERE person_id IN (SELECT id FROM ill)),
       absent AS (
         INSERT INTO absence (person_id, type, valid) SELECT id, 'sick', '[2026-11-23,2026-12-12)' FROM ill)
       SELECT display_name AS name FROM person WHERE id IN (SELECT id FROM ill)`,
      [PRINTER, await house.idOf('lotte')],
    );
  });

  /** Says with what and in which languages she helps. */
  async function offerHelp({ window, keys, page, word, main }: Seat): Promise<void> {
    await window.go('/help/asks');
    await keys.follow(page.locator('main a[href="/help/asks/helping"]'));
    await keys.tick('isOn');
    await keys.tick('skills', PRINTER);
    for (const language of ['nl', 'en']) await keys.tick('languages', language);
    await keys.pick('perWeek', '8');
    await keys.press(word('asks.save'));
    expect(await main()).toContain(word('asks.helping_saved'));
  }

  /** Searches, tries the card, says that it didn't help, and asks a colleague. */
  async function getStuck({ window, keys, page, word, main }: Seat): Promise<void> {
    const words = WORDS[window.language];
    await window.go('/today');
    await keys.search(words);
    await keys.follow(page.locator('main a[href*="/help/cards/printer-no-print"]'));
    await keys.tick('steps', '1');
    await keys.tick('steps', '3');
    await keys.press(word('knowledge.outcome_no'));
    expect(await page.locator('[name=wants]').inputValue()).toBe(words);
    expect(await page.locator('[name=skill]').inputValue()).toBe(PRINTER);
    expect((await page.locator('[name=tried]').inputValue()).split('\n')).toHaveLength(3);
    expect(await main()).toContain('Lotte Vermeer');
    for (const { name } of away) expect(await main()).not.toContain(name);
    await keys.write('sees', 'klant@voorbeeld.nl: E17');
    await keys.choose('urgency', 'now');
    await keys.press(word('asks.send'), 'the form that asks whether this may go along');
    await keys.tick('confirm');
    await keys.press(word('asks.send'), 'a thread that waits');
    expect(await main()).toContain(word('asks.stands_asked', { name: 'Lotte Vermeer' }));
  }

  /** Opens the ask from the message about it. */
  async function openMessage({ window, keys, page }: Seat): Promise<void> {
    await house.drain();
    await keys.follow(page.locator('header a[href="/notifications"]'));
    const message = page.locator('main form[action$="/reading"] button').first();
    await keys.follow(message, 'a thread that waits for me');
    expect(window.path).toMatch(/^\/help\/asks\/[0-9a-f-]{36}$/);
  }

  /** Opens the own ask from the list. */
  async function openOwn({ window, keys, page, word }: Seat): Promise<void> {
    await keys.menu(word('ui.nav_asks'));
    await keys.follow(
      page.getByRole('link', { name: WORDS[window.language], exact: true }),
      'a thread with an answer',
    );
  }

  async function answer({ keys, word, main }: Seat): Promise<void> {
    await keys.press(word('asks.take'), 'a thread that I took');
    await keys.write('words', '1. Kies **P12**');
    await keys.press(word('asks.send_answer'), 'a thread that I answered');
    expect(await main()).toContain('Kies P12');
  }

  async function thank({ keys, word, main }: Seat, words: string): Promise<void> {
    await keys.press(word('asks.mark_solution'), 'a thread that is solved');
    await keys.write('words', words);
    await keys.press(word('asks.thank'), 'a thread with thanks');
    expect(await main()).toContain(word('asks.thanked'));
  }

  /** Earlier this quarter she helped this often, and was thanked for it. */
  async function helpBefore(asker: CastName, often: number): Promise<void> {
    const [ask, help] = [await house.api(asker), await house.api('lotte')];
    const question = { wants: 'Printen', sees: 'E17', tried: 'Niets', urgency: 'now', skill: PRINTER };
    for (let n = 0; n < often; n += 1) {
      const { body } = await ask('post', '/api/v1/asks').send(question).expect(201);
      const at = `/api/v1/asks/${(body as { id: string }).id}`;
      await help('post', `${at}/turn`).send({ choice: 'take' }).expect(204);
      const sent = await help('post', `${at}/answers`).send({ words: 'Kies P12' }).expect(201);
      const message = (sent.body as { id: string }).id;
      await ask('post', `${at}/solution`).send({ message }).expect(204);
      const given = await ask('post', `${at}/thanks`).send({}).expect(201);
      expect(given.body).toEqual({ points: 10 });
    }
  }

  /** How many chosen rewards HR has yet to pay, as its page says. */
  async function rewardsToPay({ page, word }: Seat): Promise<number> {
    const stat = page.locator('.stat').filter({ hasText: word('asks.to_export') });
    return Number(await stat.locator('.stat-value').innerText());
  }

  async function story(way: Way): Promise<void> {
    house.clock.set(way.language === 'nl' ? MONDAYS[0] : MONDAYS[1]);
    const name = way.language === 'nl' ? 'chaima' : 'daan';
    const [helper, asker, hr] = [
      await house.signIn('lotte', way),
      await house.signIn(name, way),
      await house.signIn('anna', way),
    ];
    await offerHelp(helper);
    // Thanks of the same colleague bring points three times a quarter: these are the third and, the other way, the fourth.
    await helpBefore(name, way.language === 'nl' ? 2 : 3);
    await getStuck(asker);
    await openMessage(helper);
    await answer(helper);
    await openOwn(asker);
    await thank(asker, 'Dat scheelt me een avond');

    await hr.window.go('/hr/rewards');
    const before = await rewardsToPay(hr);
    await helper.keys.menu(helper.word('ui.nav_kudos'));
    const newest = await helper.page
      .locator('main li')
      .filter({ hasText: 'Dat scheelt me' })
      .first()
      .innerText();
    expect(newest).toContain(helper.word('asks.n_points', { n: way.language === 'nl' ? 10 : 0 }));
    expect(newest.includes(helper.word('asks.cap_pair_cap'))).toBe(way.language === 'en');
    await helper.keys.follow(helper.page.locator('main form[action="/kudos/claims"] button').first());
    expect(await helper.main()).toContain(helper.word('asks.claimed'));
    await hr.keys.menu(hr.word('ui.nav_digicoaches'));
    await hr.keys.menu(hr.word('ui.nav_rewards'));
    expect(await rewardsToPay(hr)).toBe(before + 1);
    await asker.window.go('/help/coach');

    for (const { window } of [helper, asker, hr]) {
      expect(window.faults).toEqual([]);
      await window.close();
    }
  }

  it.each(IN_THE_LIGHT)('ends with an answer and thanks, in $language on a $screen', story, 240_000);

  it('comes as far with scripts off', async () => {
    house.clock.set(MONDAYS[2]);
    const way: WindowOptions = { javaScript: false, screen: 'phone' };
    const asker = await house.signIn('hanneke', way);
    await getStuck(asker);
    expect(asker.window.faults).toEqual([]);
  }, 60_000);

  it('is offered answers while the question is typed, which take neither focus nor words away', async () => {
    for (const way of IN_THE_LIGHT) {
      const { window, keys, page } = await house.signIn('karim', way);
      await window.go('/help/ask');
      await keys.write('wants', WORDS[way.language]);
      await page.locator('#answers details').first().waitFor();
      expect(await page.evaluate('document.activeElement.name')).toBe('wants');
      expect(await page.locator('[name=wants]').inputValue()).toBe(WORDS[way.language]);
      await keys.open(page.locator('#answers summary').first());
      await window.check('a question with answers beside it');
      expect(window.faults).toEqual([]);
      await window.close();
    }
  }, 60_000);
});
