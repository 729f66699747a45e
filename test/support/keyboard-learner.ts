import type { AnswerSheet } from './answers.js';
import { Typist } from './keyboard.js';
import type { ScreenLearner } from './screen-learner.js';

/** More pages than any lesson, round or exam has: a story that gets here goes round in circles. */
const PATIENCE = 60;

/** Somebody who learns without a mouse: Tab, arrows, digits, Space and Enter, and never a click or a value set by code. */
export class KeyboardLearner {
  /** The types of question that were answered so far. */
  readonly types = new Set<string>();

  private readonly typist: Typist;

  constructor(
    private readonly learner: ScreenLearner,
    private readonly sheet: AnswerSheet,
  ) {
    this.typist = new Typist(learner.window);
  }

  private get window() {
    return this.learner.window;
  }
  private get keys() {
    return this.window.page.keyboard;
  }

  /** Turns the cards of the lesson on the screen, answering its questions rightly, to the end. Gives the number of cards. */
  async finishLesson(): Promise<number> {
    const { page } = this.window;
    let cards = 0;
    for (; cards < PATIENCE && this.window.path.startsWith('/lessons/'); cards += 1) {
      if ((await page.locator('#quiz form[data-keys]').count()) > 0) {
        await this.answer(true, 'fairly');
        await this.window.check('lesson answered');
      } else await this.window.check(`lesson card ${Math.min(cards, 1)}`);
      await this.typist.enter(page.locator('main .btn.primary, main a.btn:not(.ghost):not(.quiet)').last());
    }
    await this.window.check();
    return cards;
  }

  /** From the first question of a round of practice to its end; `isRight` says for the nth whether to answer it well. */
  async finishRound(isRight: (n: number) => boolean): Promise<number> {
    let asked = 0;
    for (; asked < PATIENCE && !this.window.path.endsWith('/done'); asked += 1) {
      await this.answer(isRight(asked + 1), 'sure');
      await this.window.check('practice answered');
      await this.typist.enter(this.window.page.locator('#quiz a.btn'));
    }
    await this.window.check();
    return asked;
  }

  /** From the first question of an exam to its result, with the right answers. Gives the number of questions. */
  async passExam(): Promise<number> {
    let asked = 0;
    for (; asked < PATIENCE && !this.window.path.endsWith('/result'); asked += 1) await this.answer(true);
    await this.window.check();
    return asked;
  }

  /** Answers the question on the screen and waits for what comes of it: the explanation in its place, or another page. */
  async answer(right: boolean, confidence?: 'unsure' | 'fairly' | 'sure'): Promise<void> {
    const { page } = this.window;
    const html = await this.learner.html();
    const { item } = this.sheet.find(html);
    const fields = this.sheet.fields(html, right);
    this.types.add(item.type);
    await this.window.check(`question ${item.type}`);
    if (item.type === 'order') await this.arrange(fields as Record<string, string>);
    else if (item.type === 'match')
      for (const [name, value] of Object.entries(fields as Record<string, string>))
        await this.typist.pick(name, value);
    else if (item.type === 'text') await this.typist.write('text', fields['text'] as string);
    else if (item.type === 'scenario')
      // Several lists share the page: no digits stand before their options.
      for (const [name, value] of Object.entries(fields as Record<string, string>))
        await this.typist.choose(name, value);
    else for (const value of Object.values(fields).flat()) await this.press(value);
    if (confidence) await this.typist.choose('confidence', confidence);
    await this.typist.tabTo(page.locator('main form[data-keys] button.btn:not([data-move])').first());
    if (!/<form(?=[^>]* data-keys)[^>]* hx-post=/.test(html)) {
      await this.window.leave(() => this.keys.press('Enter'));
      return;
    }
    await this.keys.press('Enter');
    await page.locator('.feedback').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toContain('feedback');
  }

  /** The digit that stands before an option. */
  private async press(value: string): Promise<void> {
    const option = this.window.page.locator(`form[data-keys] .opt input[value="${value}"]`);
    await this.keys.press((await option.getAttribute('aria-keyshortcuts')) ?? '');
    expect(await option.isChecked()).toBe(true);
  }

  /** Brings each step up to its place, from the first place on. */
  private async arrange(places: Record<string, string>): Promise<void> {
    const { page } = this.window;
    for (const [name, place] of Object.entries(places).sort((a, b) => Number(a[1]) - Number(b[1]))) {
      const select = page.locator(`select[name="${name}"]`);
      if ((await select.inputValue()) === place) continue;
      const row = page.locator('.order li').filter({ has: select });
      await this.typist.tabTo(row.locator('[data-move=up]'));
      for (let n = 0; n < 10 && (await select.inputValue()) !== place; n += 1) await this.keys.press('Enter');
      expect(await select.inputValue()).toBe(place);
    }
  }
}
