import { CatalogueService } from '#catalogue';
import type { Content } from '#content';
import { systemActor } from '#kernel';
import type { Locator, Page } from 'playwright-core';
import { makeLearner } from '../../libs/attempts/src/testing/index.js';
import { exampleContent } from '../../libs/content/src/testing/example-content.js';
import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_DARK, IN_THE_LIGHT, type WindowOptions } from '../support/browser.js';
import { CAST_NUMBERS } from '../support/cast.js';
import { leaksOf } from '../journeys/secrets.js';

type Kind = 'scenario' | 'hotspot';
const SHOWN = { scenario: 'form .scene', hotspot: 'form .spots' } as const;
/** The right answers, as they stand on the screen. */
const LAPTOP = { nl: 'De laptop op het bureau', en: 'The laptop on the desk' } as const;
const LOCKS = { nl: 'Hij vergrendelt zijn scherm met de toetsen.', en: 'He locks his screen with the keys.' };
const OWN_NAME = {
  nl: 'Hij laat haar met haar eigen naam inloggen.',
  en: 'He lets her sign in with her own name.',
};

/** The scenario and the picture of the example to practise with, and copies of both for an exam. */
async function bothKinds(): Promise<Content> {
  const content = await exampleContent();
  const items = content.items.filter(({ type }) => type === 'scenario' || type === 'hotspot');
  const copies = Array.from({ length: 4 }, (_, copy) =>
    items.map((item, index) => ({
      ...{ ...item, id: `ex.lock.${500 + copy * 2 + index}`, use: 'exam' as const },
      difficulty: { source: 'author' as const, level: 3 },
      stem: { nl: `${item.stem.nl} (${copy})`, en: `${item.stem.en} (${copy})` },
    })),
  ).flat();
  const [category] = content.categories;
  if (!category) throw new Error('the example has no licence');
  return {
    ...{ ...content, courses: [], lessons: [], items: [...items, ...copies] },
    categories: [{ ...category, exam: { ...category.exam, min: 5, max: 6 }, renewal: { min: 2, max: 4 } }],
  };
}

/** Scenarios and parts of a picture: by mouse, by keyboard, without scripts, on a phone, in the dark, in an exam. */
describe('a scenario and a picture to point at', () => {
  const house = browserHouse({ demo: false });
  let content: Content;

  beforeAll(async () => {
    await makeLearner(house.db, CAST_NUMBERS.chaima);
    content = await bothKinds();
    await house.app.get(CatalogueService).publish(systemActor('specs'), content);
  }, 120_000);

  const sendButton = (page: Page): Locator => page.locator('main form[data-keys] button.btn').first();
  const option = (page: Page, text: string): Locator =>
    page.locator('form .opt', { hasText: text }).locator('input');

  /** A round of practice that stands at a question of a kind; the other one is answered somehow on the way. */
  async function practise(options: WindowOptions, kind: Kind): Promise<Seat> {
    const seat = await house.signIn('chaima', options);
    await begin(seat);
    for (let n = 0; n < 4 && (await seat.page.locator(SHOWN[kind]).count()) === 0; n += 1) {
      for (const set of await seat.page.locator('form .scene, form .spots').all())
        await set.locator('.opt input').first().check({ force: true });
      await send(seat, options.javaScript !== false);
      await seat.window.follow(seat.page.locator('#quiz a.btn, main a.btn').first());
      if ((await seat.page.locator('form[data-keys]').count()) === 0) await begin(seat);
    }
    return seat;
  }

  /** Starts a round, or goes on with the one that is open. */
  async function begin({ window, page, word }: Seat): Promise<void> {
    await window.go('/practice?skill=ex.lock');
    if ((await page.locator('form[data-keys]').count()) > 0) return;
    await window.press(word('attempts.practice_start'));
  }

  async function send({ window, page }: Seat, scripts: boolean): Promise<void> {
    if (!scripts) return window.leave(() => sendButton(page).click());
    await sendButton(page).click();
    await page.locator('.feedback').waitFor();
  }

  /** Where a point of the drawing lies in the window: x and y in units of the drawing. */
  async function onPicture(page: Page, x: number, y: number): Promise<[number, number]> {
    await page.locator('.picture img').scrollIntoViewIfNeeded();
    const box = await page.locator('.picture img').boundingBox();
    if (!box) throw new Error('the picture is not to be seen');
    return [box.x + (x / 640) * box.width, box.y + (y / 360) * box.height];
  }

  it.each([...IN_THE_LIGHT, ...IN_THE_DARK])(
    'stands on the screen in $language on a $screen, dark: $dark, before and after the answer',
    async (way) => {
      for (const kind of ['scenario', 'hotspot'] as const) {
        const seat = await practise(way, kind);
        await seat.window.check(`${kind} question`);
        const wrong =
          kind === 'hotspot'
            ? seat.page.locator('.spots .opt', { hasNotText: LAPTOP[way.language] })
            : seat.page.locator('.scene .opt', { hasNotText: LOCKS[way.language] });
        if (kind === 'scenario') await option(seat.page, OWN_NAME[way.language]).check({ force: true });
        await wrong.first().locator('input').check({ force: true });
        await send(seat, true);
        await seat.window.check(`${kind} answered`);
        expect(await seat.page.locator('.opt.wrong').count()).toBe(1);
        expect(await seat.page.locator('.opt.missed').count()).toBe(1);
        if (kind === 'hotspot')
          expect(await seat.page.locator('.picture rect.wrong, .picture rect.missed').count()).toBe(2);
        expect(seat.window.faults).toEqual([]);
        await seat.window.close();
      }
    },
    120_000,
  );

  it('is answered on the picture itself: a click on a part chooses it in the list and outlines it', async () => {
    const seat = await practise({ language: 'nl', screen: 'desktop' }, 'hotspot');
    const { page } = seat;
    await page.mouse.click(...(await onPicture(page, 456, 206)));
    expect(await option(page, 'De telefoon rechts ervan').isChecked()).toBe(true);
    await page.mouse.click(...(await onPicture(page, 294, 160)));
    expect(await option(page, LAPTOP.nl).isChecked()).toBe(true);
    const outlined = await page
      .locator('.picture label')
      .evaluateAll((labels) =>
        labels
          .filter((label) => getComputedStyle(label).borderTopWidth === '8px')
          .map((label) => (label as HTMLLabelElement).htmlFor),
      );
    const token = await option(page, LAPTOP.nl).getAttribute('value');
    expect(outlined).toEqual([`area-${token}`]);
    // Beside every part nothing is chosen anew.
    await page.mouse.click(...(await onPicture(page, 630, 20)));
    expect(await option(page, LAPTOP.nl).isChecked()).toBe(true);
    await send(seat, true);
    expect(await page.locator('.opt.right').innerText()).toContain(LAPTOP.nl);
    expect(seat.window.faults).toEqual([]);
  }, 120_000);

  it('has parts that a thumb can hit on a phone: 24 by 24 pixels and more', async () => {
    const { page, window } = await practise({ language: 'en', screen: 'phone' }, 'hotspot');
    for (const label of await page.locator('.picture label').all()) {
      const box = await label.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
    }
    expect(window.faults).toEqual([]);
  }, 120_000);

  it('is answered by keyboard alone: a digit chooses a part, arrows and Tab go through the steps', async () => {
    const spots = await practise({ language: 'nl', screen: 'desktop' }, 'hotspot');
    await spots.page.keyboard.press('2');
    expect(await spots.page.locator('.spots .opt input').nth(1).isChecked()).toBe(true);
    await spots.page.keyboard.press('ArrowDown');
    expect(await spots.page.locator('.spots .opt input').nth(2).isChecked()).toBe(true);
    await spots.page.keyboard.press('Enter');
    await spots.page.locator('.feedback').waitFor();
    await spots.window.close();

    const { page, window } = await practise({ language: 'nl', screen: 'desktop' }, 'scenario');
    await page.locator('#main').focus();
    for (const step of [0, 1]) {
      const inputs = page.locator('.scene').nth(step).locator('input');
      for (let n = 0; n < 10; n += 1) {
        await page.keyboard.press('Tab');
        if (await inputs.first().evaluate((input) => input === document.activeElement)) break;
      }
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      expect(await inputs.nth(1).isChecked()).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.locator('.feedback').waitFor();
    expect(await page.locator('.scene').count()).toBe(2);
    expect(window.faults).toEqual([]);
  }, 120_000);

  it('needs no scripts: a click on the picture still chooses, and a step that is missing is asked for', async () => {
    const plain = { language: 'nl', screen: 'phone', javaScript: false } as const;
    const spots = await practise(plain, 'hotspot');
    await spots.page.mouse.click(...(await onPicture(spots.page, 294, 160)));
    expect(await option(spots.page, LAPTOP.nl).isChecked()).toBe(true);
    await send(spots, false);
    expect(await spots.page.locator('.opt.right').innerText()).toContain(LAPTOP.nl);
    await spots.window.check('hotspot answered plainly');

    const scenes = await practise(plain, 'scenario');
    await option(scenes.page, OWN_NAME.nl).check({ force: true });
    await scenes.window.leave(() => sendButton(scenes.page).click());
    expect(await scenes.page.locator('#answer-error').innerText()).toContain(
      'Kies bij elke stap een antwoord.',
    );
    expect(await option(scenes.page, OWN_NAME.nl).isChecked()).toBe(true);
    await scenes.window.check('scenario incomplete');
    await option(scenes.page, LOCKS.nl).check({ force: true });
    await send(scenes, false);
    expect(await scenes.page.locator('.opt.right').count()).toBe(2);
    expect([...spots.window.faults, ...scenes.window.faults]).toEqual([]);
  }, 120_000);

  it('stands in an exam without anything that tells which part or option is right', async () => {
    const seat = await house.signIn('chaima', { language: 'nl', screen: 'phone' });
    await seat.window.go('/exams/A');
    await seat.window.press(seat.word('attempts.exam_start'));
    const seen = new Set<Kind>();
    for (let n = 0; n < 8 && !seat.window.path.endsWith('/result'); n += 1) {
      const { page } = seat;
      const kind = (await page.locator(SHOWN.scenario).count()) > 0 ? 'scenario' : 'hotspot';
      seen.add(kind);
      await seat.window.check(`exam ${kind}`);
      const html = await page.content();
      for (const item of content.items) expect(leaksOf(item, html)).toEqual([]);
      const right = kind === 'scenario' ? [LOCKS.nl, OWN_NAME.nl] : [LAPTOP.nl];
      for (const text of right) await option(page, text).check({ force: true });
      await seat.window.leave(() => sendButton(page).click());
    }
    expect(seen).toEqual(new Set(['scenario', 'hotspot']));
    expect(seat.window.path).toMatch(/\/result$/);
    expect(await seat.main()).toContain(seat.word('attempts.result_passed'));
    expect(seat.window.faults).toEqual([]);
  }, 120_000);
});
