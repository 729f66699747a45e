import { one } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT, type Way } from '../support/browser.js';

/** The services of IT, how somebody likes to be helped, an incident and a better card; by keys alone. */
describe('the front door of help', () => {
  const house = browserHouse();

  async function walk(way: Way): Promise<void> {
    const { window, page, keys, word, main } = await house.signIn(
      way.language === 'nl' ? 'giovanni' : 'daan',
      way,
    );
    await window.go('/today');
    await keys.menu(word('ui.nav_help'));
    await keys.choose('wish', 'self');
    await keys.press(word('knowledge.wish_save'));
    expect(await main()).toContain(word('knowledge.wish_kept'));
    await keys.open(page.locator('summary'));
    await keys.choose('wish', 'chat');
    await keys.to(word('knowledge.services_link'));
    await keys.search('printer');
    await keys.follow(page.locator('main a[href*="/help/cards/printer"]').first());
    await keys.press(word('knowledge.outcome_solved'));
    expect(await main()).toContain(word('knowledge.said_solved'));
    expect(window.faults).toEqual([]);
    await window.close();
    await desk(way);
  }

  async function desk(way: Way): Promise<void> {
    const { window, page, keys, word } = await house.signIn('nadia', way);
    await window.go('/today');
    await keys.menu(word('ui.nav_it'));
    await keys.menu(word('ui.nav_status'));
    await keys.write('nlTitle', `Wifi hapert ${way.screen}`);
    await keys.press(word('knowledge.publish_incident'), 'status with an incident');
    await keys.follow(page.locator('.incidents a').first());
    await keys.menu(word('ui.nav_it'));
    const card = await one<{ id: string }>(house.db.read, `SELECT id FROM card WHERE slug = 'wifi-drops'`);
    await keys.follow(page.locator(`main a[href="/it/knowledge/cards/${card!.id}"]`).first());
    await keys.write('nlSteps', 'Een');
    await page.keyboard.press('ControlOrMeta+a');
    await keys.open(page.locator('markdown-toolbar md-bold').first());
    expect(await page.locator('[name=nlSteps]').inputValue()).toBe('**Een**');
    await page.locator('#preview strong').first().waitFor();
    await window.check('editor with a preview');
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_LIGHT)('helps, in $language on a $screen', walk, 180_000);
});
