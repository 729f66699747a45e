import { t } from '#ui';
import type { AnswerSheet } from './answers.js';
import type { TestApp } from './app.js';
import { type Window } from './browser.js';

/** More pages than any test or lesson has: a story that gets here goes round in circles. */
const PATIENCE = 60;

interface Hand {
  /** Answer with the keys 1 to 9, Space and Enter where the question has options. */
  readonly keyboard?: boolean;
  readonly confidence?: 'unsure' | 'fairly' | 'sure';
}

/** Somebody who learns at a screen: sees pages, clicks and types. Works with the page's scripts on and off. */
export class ScreenLearner {
  constructor(
    private readonly house: TestApp,
    readonly window: Window,
    private readonly sheet: AnswerSheet,
    private readonly scripts = true,
  ) {}

  word(key: string, args?: Record<string, string | number>): string {
    return t(this.window.language, key, args);
  }

  /** One click on the page of the cast. */
  async signInByCast(name: string): Promise<void> {
    await this.window.go('/login');
    await this.window.press(this.word('sessions.be', { name }));
    await this.readIn();
  }

  /** By the link in a mail, which the demo's mailbox shows. */
  async signInByMail(email: string, name: string): Promise<void> {
    const { window } = this;
    await window.go('/login');
    await window.page.getByLabel(this.word('sessions.email')).fill(email);
    await window.press(this.word('sessions.link_button'));
    await this.house.drain();
    await window.go('/dev/mail');
    await window.follow(window.page.locator('main table a, main li a').first());
    const link = /\/login\/links\/[\w-]+/.exec(await this.html())?.[0];
    if (!link) throw new Error('The mail holds no link to sign in with.');
    await window.go(link);
    await window.press(this.word('sessions.use_link_button', { name }));
    await this.readIn();
  }

  /** Chooses the window's language in the menu of the account, unless the page speaks it already. */
  async readIn(): Promise<void> {
    const { page, language } = this.window;
    if ((await page.locator('html').getAttribute('lang')) === language) return;
    await page.locator('[popovertarget=account]').click();
    await this.window.follow(page.locator(`#account button[name=language][value=${language}]`));
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
  }

  /** Opens Today and follows its one primary action; says where that leads. */
  async followToday(): Promise<string> {
    await this.window.go('/today');
    const actions = this.window.page.locator('main a.btn:not(.ghost):not(.quiet)');
    expect(await actions.count()).toBe(1);
    await this.window.follow(actions);
    return this.window.path.split('/')[1] ?? '';
  }

  /** From the page before a placement test to its result. */
  async takePlacement(knows: (skill: string) => boolean): Promise<void> {
    await this.window.press(this.word('attempts.placement_start'));
    for (let n = 1; n <= PATIENCE && !this.window.path.endsWith('/result'); n += 1) {
      const html = await this.html();
      const { item } = this.sheet.find(html);
      await this.window.check(`placement ${item.type}`);
      if (knows(item.skill)) await this.answer(true, { keyboard: n % 2 === 0 }, html);
      else
        await this.window.leave(() =>
          this.window.page.getByRole('button', { name: this.word('attempts.dont_know') }).click(),
        );
    }
    await this.window.check();
    await this.house.drain();
  }

  /** Turns the cards of the lesson on the screen, answers its questions, to the end. Gives the number of cards. */
  async finishLesson(): Promise<number> {
    const { window } = this;
    let cards = 0;
    for (; cards < PATIENCE && window.path.startsWith('/lessons/'); cards += 1) {
      const question = window.page.locator('#quiz form[data-keys]');
      if ((await question.count()) > 0) {
        await window.check(`lesson question`);
        await this.answer(true, { keyboard: true, confidence: 'fairly' });
        await window.check(`lesson answered`);
      } else {
        await window.check(`lesson card ${Math.min(cards, 1)}`);
      }
      await window.leave(() =>
        window.page.locator('main .btn.primary, main a.btn:not(.ghost):not(.quiet)').last().click(),
      );
    }
    await window.check();
    await this.house.drain();
    return cards;
  }

  /** From the page before the exam to its result, with the right answers. Gives the number of questions. */
  async passExam(): Promise<number> {
    const { window } = this;
    await window.press(this.word('attempts.exam_start'));
    let asked = 0;
    for (; asked < PATIENCE && !window.path.endsWith('/result'); asked += 1) {
      const html = await this.html();
      await window.check(`exam ${this.sheet.find(html).item.type}`);
      await this.answer(true, { keyboard: asked % 2 === 0 }, html);
    }
    await window.check();
    await this.house.drain();
    return asked;
  }

  /** Answers the question on the screen, and waits for what comes of it; `seen` is the page when it was read already. */
  async answer(right: boolean, hand: Hand = {}, seen?: string): Promise<void> {
    const { page } = this.window;
    const html = seen ?? (await this.html());
    const { item } = this.sheet.find(html);
    const fields = this.sheet.fields(html, right);
    const keyboard =
      this.scripts &&
      hand.keyboard === true &&
      (item.type === 'single' || item.type === 'multiple' || item.type === 'hotspot');
    if (item.type === 'order') await this.arrange(fields as Record<string, string>);
    else if (item.type === 'match')
      for (const [name, value] of Object.entries(fields))
        await page.locator(`select[name="${name}"]`).selectOption(value);
    else if (item.type === 'text') await page.locator('input[name=text]').fill(fields['text'] as string);
    else if (item.type === 'scenario')
      for (const [name, value] of Object.entries(fields))
        await page.locator(`input[name="${name}"][value="${value as string}"]`).check({ force: true });
    else for (const value of Object.values(fields).flat()) await this.choose(value, keyboard);
    if (hand.confidence) {
      const degree = page.locator(`input[name=confidence][value=${hand.confidence}]`);
      if (keyboard) await degree.focus().then(() => page.keyboard.press('Space'));
      else await degree.check({ force: true });
    }
    const send = () =>
      keyboard
        ? page.keyboard.press('Enter')
        : page.locator('main form[data-keys] button.btn:not([data-move])').first().click();
    const inPlace = this.scripts && /<form(?=[^>]* data-keys)[^>]* hx-post=/.test(html);
    if (inPlace) {
      await send();
      await page.locator('.feedback').waitFor();
    } else await this.window.leave(send);
  }

  private async choose(value: string, keyboard: boolean): Promise<void> {
    const option = this.window.page.locator(`form[data-keys] .opt input[value="${value}"]`);
    if (keyboard) {
      await this.window.page.keyboard.press((await option.getAttribute('aria-keyshortcuts')) ?? '');
      expect(await option.isChecked()).toBe(true);
    } else await option.check({ force: true });
  }

  /** Puts the steps in their places: by the buttons when the script made them, else by the numbers. */
  private async arrange(places: Record<string, string>): Promise<void> {
    const { page } = this.window;
    let moves = 0;
    for (const [name, place] of Object.entries(places).sort((a, b) => Number(a[1]) - Number(b[1]))) {
      const select = page.locator(`select[name="${name}"]`);
      if (!this.scripts) await select.selectOption(place);
      else {
        const row = page.locator('.order li').filter({ has: page.locator(`select[name="${name}"]`) });
        const up = row.locator('[data-move=up]');
        // The first move by mouse, the others by key, which is several times as fast.
        for (let n = 0; n < 10 && (await select.inputValue()) !== place; n += 1, moves += 1)
          await (moves === 0 ? up.click() : up.press('Enter'));
      }
    }
  }

  /** The page as the server wrote it: without the buttons and numbers that the script adds to rows that can be moved. */
  async html(): Promise<string> {
    return (await this.window.page.content()).replace(/<b>\d+<\/b>(<select)/g, '$1');
  }
}
