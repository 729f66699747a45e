import { browserHouse } from '../support/browser-house.js';

/** Every partial in all its states, as the product serves it. */
describe('the style guide', () => {
  const house = browserHouse({ demo: false });

  /** Each size, each look and each language; the kit's own spec looks at more of them, outside the product. */
  const LOOKS = [
    { screen: 'phone', look: 'dark', language: 'en' },
    { screen: 'desktop', look: 'light', language: 'nl' },
    { screen: 'smallest', look: 'dark', language: 'nl' },
  ] as const;

  it.each(LOOKS)(
    'breaks no rule on a $screen screen in the $look, in $language',
    async ({ screen, look, language }) => {
      const window = await house.open({ screen, language, dark: look === 'dark' });
      await window.go('/styleguide');
      expect(await window.page.locator('h1').count()).toBe(1);
      expect(await window.page.locator('html').getAttribute('lang')).toBe(language);
      expect(window.faults).toEqual([]);
      await window.close();
    },
    60_000,
  );
});
