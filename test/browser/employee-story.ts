import { one, rows } from '#kernel';
import { browserHouse } from '../support/browser-house.js';
import { type Way } from '../support/browser.js';
import { ScreenLearner } from '../support/screen-learner.js';

/** What they don't know yet; the placement test finds out, and the path holds its lessons. */
const UNKNOWN = ['ph.links'];

interface Somebody {
  readonly name: string;
  readonly email: string;
}

/**
 * From sign-in to licence: placement test, lesson, practice, exam, card, and the public page of the card. Everybody
 * works in Finance, which asks licence A; each way of looking at it is another person's. Made inside a `describe`.
 */
export class EmployeeStory {
  private readonly house = browserHouse({ at: '2026-11-24T09:00:00Z' });
  private colleagues: Somebody[] | undefined;

  /** The next of those in Finance who are asked for the licence and don't have it. */
  private async nextColleague(): Promise<Somebody> {
    this.colleagues ??= await rows<Somebody>(
      this.house.db.read,
      `SELECT p.display_name AS name, p.email FROM person p
       WHERE p.number > '1012' AND p.email IS NOT NULL AND (SELECT count(*) FROM person o WHERE o.email = p.email) = 1
         AND EXISTS (SELECT 1 FROM requirement r WHERE r.person_id = p.id AND r.state = 'open')
         AND NOT EXISTS (SELECT 1 FROM licence l WHERE l.person_id = p.id)
         AND EXISTS (SELECT 1 FROM person_facts('2026-11-24') f WHERE f.person_id = p.id AND f.team_code LIKE 'FIN%')
       ORDER BY p.number`,
    );
    const somebody = this.colleagues.shift();
    if (!somebody) throw new Error('Nobody in Finance is without a licence.');
    return somebody;
  }

  /** Somebody earns the licence and shows it to a stranger; `known` is one of the cast, else it is a next colleague. */
  async earn(way: Way, { javaScript, known }: { javaScript: boolean; known?: string }): Promise<void> {
    const window = await this.house.open({ ...way, javaScript });
    const learner = new ScreenLearner(this.house, window, this.house.sheet, javaScript);
    if (known) await learner.signInByCast(known);
    else {
      const { email, name } = await this.nextColleague();
      await learner.signInByMail(email, name.split(' ')[0] ?? '');
    }

    await this.learn(learner);
    await this.practise(learner, javaScript);
    await window.go('/exams/A');
    expect(await learner.passExam()).toBeGreaterThanOrEqual(10);
    expect(await window.page.locator('h1').innerText()).toBe(learner.word('attempts.result_passed'));
    for (const place of ['/today', '/learn', '/progress']) await window.go(place);

    const code = await this.showCard(learner);
    const stranger = await this.house.open({ ...way, javaScript });
    await stranger.go(code);
    expect(await stranger.page.locator('h1').innerText()).toBe(learner.word('licences.verdict_valid'));
    expect([...window.faults, ...stranger.faults]).toEqual([]);
    await stranger.close();
    await window.close();
  }

  private async learn(learner: ScreenLearner): Promise<void> {
    expect(await learner.followToday()).toBe('placement');
    await learner.takePlacement((skill) => !UNKNOWN.includes(skill));
    let cards = 0;
    for (let n = 0; n < 3 && (await learner.followToday()) === 'lessons'; n += 1)
      cards += await learner.finishLesson();
    expect(cards).toBeGreaterThanOrEqual(5);
    expect(learner.window.path).toBe('/exams/A');
  }

  /** One question that they don't know: they were sure and wrong, which the page tells them to remember. */
  private async practise(learner: ScreenLearner, javaScript: boolean): Promise<void> {
    const { window } = learner;
    const { page } = window;
    await window.go('/practice?skill=ph.links');
    await window.press(learner.word('attempts.practice_start'));
    await window.check('practice question');
    await learner.answer(false, { keyboard: true, confidence: 'sure' });
    await window.check('practice answered');
    // The explanation is where the reader is: it takes the focus, and Enter goes on from the button below it.
    if (javaScript) expect(await page.evaluate('document.activeElement.className')).toContain('feedback');
    expect(await page.locator('main').innerText()).toContain(learner.word('attempts.remember'));
    await window.follow(page.getByRole('link', { name: learner.word('attempts.next') }));
    await window.press(learner.word('attempts.stop_round'));
  }

  /** Opens the card of the licence; gives the path in its QR code. */
  private async showCard(learner: ScreenLearner): Promise<string> {
    const { window } = learner;
    await window.go('/licences');
    await window.press(learner.word('licences.show_card'), 'link');
    await window.page.locator('.lic').waitFor();
    const code = /\/v\/[\w-]+/.exec(await window.page.content())?.[0] ?? '';
    expect(code).not.toBe('');
    return code;
  }

  /** The licences that are valid from the day of the story, and whose they are. */
  earned(): Promise<{ n: number; people: number } | undefined> {
    return one(
      this.house.db.read,
      `SELECT count(*)::int AS n, count(DISTINCT person_id)::int AS people FROM licence
       WHERE category = 'A' AND state = 'valid' AND valid_from = '2026-11-24'`,
    );
  }
}
