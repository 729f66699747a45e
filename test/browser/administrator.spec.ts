import { CatalogueService } from '#catalogue';
import { Db } from '#kernel';
import { sessionsPaths, SessionsService } from '#sessions';
import { t } from '#ui';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK, IN_THE_LIGHT, type Way, type Window } from '../support/browser.js';

/** A house without a demo and without people; every way gets a link as the first start prints it. */
describe('the first administrator', () => {
  const house = browserHouse({ demo: false, environment: { DEMO: 'off' } });

  async function begin(way: Way): Promise<void> {
    const window = await house.open(way);
    const { page, language } = window;
    const word = (key: string) => t(language, key);
    const token = await house.app
      .get(Db)
      .transaction((tx) => house.app.get(SessionsService).makeLink(tx, null, 60));
    await window.go(sessionsPaths.useLink({ token }));

    // A number of spaces passes the browser's own check, not ours.
    await page.locator('input[name=givenName]').fill('Sanne');
    await page.locator('input[name=familyName]').fill('Bakker');
    await page.locator('input[name=number]').fill('  ');
    await window.leave(() => page.getByRole('button', { name: word('sessions.first_button') }).click());
    await window.check('first administrator refused');
    expect(await page.locator('.error-summary').innerText()).toContain(`${word('sessions.number')}: `);
    expect(await page.locator('input[name=givenName]').inputValue()).toBe('Sanne');

    await page.locator('input[name=number]').fill(`${language}-${way.screen}`);
    await window.press(word('sessions.first_button'));
    expect(window.path).toBe('/hr');
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await window.go('/people');
    expect(await page.locator('main').innerText()).toContain(word('people.empty_yet_title'));
    expect(window.faults).toEqual([]);
    await window.close();
  }

  it.each(IN_THE_LIGHT)('names themselves and sees how to begin, in $language on a $screen', begin, 60_000);
});

describe('an administrator of the demo', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });
  beforeAll(() => house.run('roadmap.snapshot'), 60_000);

  async function lookAround(way: Way): Promise<void> {
    const { window } = await house.signIn('lotte', way);
    await window.go('/dev/clock');
    await window.go('/admin');
    const row = window.page.locator('tr').filter({ hasText: 'roadmap.snapshot' });
    expect(await row.locator('.num').allInnerTexts()).toEqual(['3', '3', '0']);
    await chooseWord(window);
    expect(window.faults).toEqual([]);
    await window.close();
  }

  /** The lesson on a lost device tells which number to call. */
  async function chooseWord(window: Window): Promise<void> {
    const { language, page } = window;
    const number = language === 'nl' ? 'toestel 4357' : 'extension 4357';
    await window.go('/admin/words');
    const field = page.locator(`input[name="${language}-servicephone"]`);
    await field.fill(' ');
    await window.press(t(language, 'catalogue.words_save'));
    expect(await page.locator('.error-summary').innerText()).toContain(t(language, 'kernel.field_too_small'));
    await field.fill(number);
    await window.press(t(language, 'catalogue.words_save'));
    expect(await page.locator('main').innerText()).toContain(t(language, 'catalogue.words_saved'));
    const lessons = await house.app
      .get(CatalogueService)
      .listLessons(house.app.get(Db).read, { category: 'A' });
    const lesson = lessons.find(({ slug }) => slug === 'lost-device');
    expect(JSON.stringify(lesson)).toContain(number);
  }

  it.each(IN_THE_DARK)(
    'chooses words, sees what runs and travels in time, in $language on a $screen',
    lookAround,
    60_000,
  );
});
