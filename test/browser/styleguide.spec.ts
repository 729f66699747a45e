import type { Browser } from 'playwright-core';
import { testApp, type TestApp } from '../support/app.js';
import { launchBrowser, Window } from '../support/browser.js';

/** Every partial in all its states, as the product serves it. */
describe('the style guide', () => {
  let house: TestApp;
  let origin: string;
  let browser: Browser;

  beforeAll(async () => {
    house = await testApp({ demo: false });
    [origin, browser] = await Promise.all([house.listen(), launchBrowser()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  /** Each size, each look and each language; the kit's own spec looks at more of them, outside the product. */
  const LOOKS = [
    { screen: 'phone', look: 'dark', language: 'en' },
    { screen: 'desktop', look: 'light', language: 'nl' },
    { screen: 'smallest', look: 'dark', language: 'nl' },
  ] as const;

  it.each(LOOKS)(
    'breaks no rule on a $screen screen in the $look, in $language',
    async ({ screen, look, language }) => {
      const window = await Window.open(browser, origin, { screen, language, dark: look === 'dark' });
      await window.go('/styleguide');
      expect(await window.page.locator('h1').count()).toBe(1);
      expect(await window.page.locator('html').getAttribute('lang')).toBe(language);
      expect(window.faults).toEqual([]);
      await window.close();
    },
    60_000,
  );
});
