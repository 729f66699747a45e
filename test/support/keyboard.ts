import type { Locator } from 'playwright-core';
import type { Window } from './browser.js';

/** More stops than any page has. */
const STOPS = 150;

/** Somebody who has only keys at a window: never a click, and never a value or a focus that code sets. */
export class Typist {
  constructor(private readonly window: Window) {}

  private get keys() {
    return this.window.page.keyboard;
  }

  /**
   * Tabs on until one of these has the focus; every stop on the way must show that it has. Whoever has just come to a
   * page and looks for something in its middle skips the menu.
   */
  async tabTo(target: Locator): Promise<void> {
    const { page, path } = this.window;
    const wanted = await target.elementHandles();
    for (let n = 0; n < STOPS; n += 1) {
      const stop = await page.evaluate(stopOf, wanted);
      if (!stop.isSeen) throw new Error(`The focus does not show on ${stop.name} of ${path}.`);
      if (stop.isWanted) return;
      await this.keys.press(stop.maySkip ? 'Enter' : 'Tab');
    }
    throw new Error(`Tab never came to ${String(target)} on ${path}.`);
  }

  /** Goes to a link or button and presses Enter; another page comes. */
  async enter(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.window.leave(() => this.keys.press('Enter'));
  }

  /** The same, and checks the page that came; `label` tells a state that its address doesn't. */
  async follow(target: Locator, label?: string): Promise<void> {
    await this.enter(target);
    await this.window.check(label);
  }

  /** Presses the button with this visible name. */
  async press(name: string, label?: string): Promise<void> {
    await this.follow(this.window.page.getByRole('button', { name }).first(), label);
  }

  /** Follows the link with this visible name. */
  async to(name: string): Promise<void> {
    await this.follow(this.window.page.getByRole('link', { name }).first());
  }

  /** Follows the entry with this name in the menu, or in the menu below it. */
  async menu(name: string): Promise<void> {
    const menus = this.window.page.locator('.nav, .sub');
    await this.follow(menus.getByRole('link', { name, exact: true }).first());
  }

  /** Opens what a summary or a button keeps closed on the same page. */
  async open(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.keys.press('Enter');
  }

  /** Looks for help: by the key / where the field is at hand, else by the link to it. */
  async search(words: string): Promise<void> {
    const { page } = this.window;
    const link = page.locator('.top-find');
    if (await link.isVisible()) {
      await this.follow(link);
      await this.write('q', words);
    } else {
      await this.keys.press('/');
      await this.keys.type(words);
    }
    await this.window.leave(() => this.keys.press('Enter'));
    await this.window.check();
  }

  /** Types this into a field, in the place of what stood there. */
  async write(name: string, text: string): Promise<void> {
    const field = this.field(name);
    await this.tabTo(field);
    await this.keys.press('ControlOrMeta+a');
    await this.keys.type(text);
    expect(await field.inputValue()).toBe(text);
  }

  /** Types a day, its parts in the order in which this browser asks for them. */
  async date(name: string, day: string): Promise<void> {
    const field = this.field(name);
    await this.tabTo(field);
    const [year = '', month = '', date = ''] = day.split('-');
    for (const parts of [month + date + year, date + month + year]) {
      if ((await field.inputValue()) === day) break;
      for (let n = 0; n < 3; n += 1) await this.keys.press('ArrowLeft');
      await this.keys.type(parts);
    }
    expect(await field.inputValue()).toBe(day);
  }

  /** Puts a tick before this, unless there is one. */
  async tick(name: string, value?: string): Promise<void> {
    const box = this.field(name, value);
    await this.tabTo(box);
    if (!(await box.isChecked())) await this.keys.press('Space');
    expect(await box.isChecked()).toBe(true);
  }

  /** Goes to a list of radio buttons and along it with the arrow keys. */
  async choose(name: string, value: string): Promise<void> {
    const wanted = this.field(name, value);
    await this.tabTo(this.field(name));
    await this.keys.press('Space');
    for (let n = 0; n < 20 && !(await wanted.isChecked()); n += 1) await this.keys.press('ArrowDown');
    expect(await wanted.isChecked()).toBe(true);
  }

  /** Goes along the options of a list with the arrow keys. */
  async pick(name: string, value: string): Promise<void> {
    const list = this.field(name);
    await this.tabTo(list);
    const places = await list.evaluate(
      (select: HTMLSelectElement, to) =>
        [...select.options].findIndex((option) => option.value === to) - select.selectedIndex,
      value,
    );
    for (let n = 0; n < Math.abs(places); n += 1) await this.keys.press(places > 0 ? 'ArrowDown' : 'ArrowUp');
    expect(await list.inputValue()).toBe(value);
  }

  private field(name: string, value?: string): Locator {
    const at = value === undefined ? '' : `[value="${value}"]`;
    return this.window.page.locator(`main [name="${name}"]${at}`);
  }
}

/** Where the focus is, in the page: whether it is there at last, shows, and offers a short way to the middle. */
function stopOf(wanted: readonly Node[]): {
  isWanted: boolean;
  isSeen: boolean;
  maySkip: boolean;
  name: string;
} {
  const at = document.activeElement as HTMLElement;
  const hasFocus = at !== document.body && at.matches(':focus-visible');
  const main = document.getElementById('main');
  // What styles the focus of a field that is drawn by its neighbours shows it on its label or on what comes next.
  const places = [at, at.closest('label'), at.nextElementSibling].filter((place) => place !== null);
  const isOutlined = places.some((place) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(place);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  });
  // The middle of what is on the screen of it: nothing else may lie over that.
  const whole = at.closest('label') ?? at;
  const box = whole.getBoundingClientRect();
  const between = (from: number, to: number, size: number) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const on = document.elementFromPoint(
    between(box.left, box.right, innerWidth),
    between(box.top, box.bottom, innerHeight),
  );
  const isOnTop = on !== null && (whole.contains(on) || on.contains(whole));
  return {
    isWanted: hasFocus && wanted.includes(at),
    isSeen: !hasFocus || at.tabIndex < 0 || (isOutlined && isOnTop),
    maySkip: at.matches('.skip') && wanted.some((node) => main?.contains(node)),
    name: `${at.tagName} "${(at.getAttribute('aria-label') ?? at.innerText ?? '').trim().slice(0, 60)}"`,
  };
}
