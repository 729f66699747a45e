import { LicencesService } from '#licences';
import { one, systemActor } from '#kernel';
import { browserHouse, type Seat } from '../support/browser-house.js';
import type { CastName } from '../support/cast.js';
import { KeyboardLearner } from '../support/keyboard-learner.js';

const LESSONS = {
  /** Asks single, match, order and multiple. */
  labels: '67354b7d-d4fe-49d7-9b6f-3601e554adb8',
  /** Asks single, text and order. */
  share: '1b5fc967-38dd-4c8c-8354-6664a8e2b6fc',
  /** Asks single, match and multiple. */
  personal: '25c1fdd8-168f-48fd-8cf6-7d3a4c6215ce',
} as const;

/** Three people on their way to licence C, which asks for licence A: lesson, practice, exam, through all types of question. */
describe('somebody learns for licence C', () => {
  const house = browserHouse({ at: '2026-11-24T09:00:00Z' });

  /** The licence that comes first, as a passed exam of yesterday gives it. */
  async function giveLicenceA(name: CastName): Promise<void> {
    const licences = house.app.get(LicencesService);
    const personId = await house.idOf(name);
    const exam = {
      ...{ attemptId: `01990000-0000-7000-8000-${personId.slice(-12)}`, personId, category: 'A' },
      decidedAt: '2026-11-23T09:00:00Z',
    };
    await house.db.transaction((tx) =>
      licences.considerExam(tx, systemActor('specs'), exam, house.clock.now()),
    );
    await house.drain();
  }

  /** From a link on the path to C to the end of that lesson. */
  async function toLesson({ window, page }: Seat, id: string, follow = window.follow.bind(window)) {
    await window.go('/learn?category=C');
    await follow(page.locator(`main a[href="/lessons/${id}"]`).first());
    expect(window.path).toBe(`/lessons/${id}`);
  }

  it('in Dutch with the keyboard alone, from the first card of a lesson to the licence', async () => {
    await giveLicenceA('chaima');
    const seat = await house.signIn('chaima', { language: 'nl', screen: 'desktop' });
    const { window, keys, page, word } = seat;
    const hand = new KeyboardLearner(seat.learner, house.sheet);
    await toLesson(seat, LESSONS.labels, keys.follow.bind(keys));
    expect(await hand.finishLesson()).toBeGreaterThanOrEqual(5);
    expect([...hand.types].sort()).toEqual(['match', 'multiple', 'order', 'single']);

    await window.go('/practice?skill=pd.label');
    await keys.press(word('attempts.practice_start'));
    expect(await hand.finishRound((n) => n !== 1)).toBeGreaterThanOrEqual(3);

    await window.go('/exams/C');
    await keys.press(word('attempts.exam_start'));
    expect(await hand.passExam()).toBeGreaterThanOrEqual(12);
    expect(await page.locator('h1').innerText()).toBe(word('attempts.result_passed'));
    await house.drain();
    await window.go('/licences');
    expect(await seat.main()).toContain(
      word('licences.category_heading', { category: 'C', title: 'Veilig en op afstand' }),
    );
    expect(
      await one(
        house.db.read,
        `SELECT state, valid_until::text AS until FROM licence WHERE category = 'C' AND person_id = $1`,
        [await house.idOf('chaima')],
      ),
    ).toEqual({ state: 'valid', until: '2027-11-24' });
    expect(window.faults).toEqual([]);
  }, 240_000);

  it('in English, by typing an answer and by being wrong: the exam says what to practise and from when', async () => {
    await giveLicenceA('daan');
    const seat = await house.signIn('daan', { language: 'en', screen: 'desktop' });
    const { window, page, learner, word } = seat;
    await toLesson(seat, LESSONS.share);
    expect(await learner.finishLesson()).toBeGreaterThanOrEqual(5);

    await window.go('/practice?skill=rm.network');
    await window.press(word('attempts.practice_start'));
    await learner.answer(false, { confidence: 'unsure' });
    await window.check('practice answered');
    await window.follow(page.locator('#quiz a.btn'));
    await window.press(word('attempts.stop_round'));

    await window.go('/exams/C');
    await window.press(word('attempts.exam_start'));
    for (let n = 0; n < 30 && !window.path.endsWith('/result'); n += 1) await learner.answer(false);
    await window.check();
    expect(await page.locator('h1').innerText()).not.toBe(word('attempts.result_passed'));
    expect(await seat.main()).toContain(word('attempts.result_lead_failed', { category: 'C' }));
    await window.press(word('attempts.practise_weakest'), 'link');
    expect(window.path).toBe('/practice');
    expect(window.faults).toEqual([]);
  }, 240_000);

  it('in Dutch on a phone without licence A: learns already, and is shown the way to the exam', async () => {
    const seat = await house.signIn('femke', { language: 'nl', screen: 'phone' });
    const { window, learner, word } = seat;
    await toLesson(seat, LESSONS.personal);
    expect(await learner.finishLesson()).toBeGreaterThanOrEqual(5);

    await window.go('/exams/C');
    expect(await seat.main()).toContain(word('attempts.exam_first_title', { category: 'A' }));
    expect(await seat.page.getByRole('button', { name: word('attempts.exam_start') }).count()).toBe(0);
    await window.press(word('attempts.exam_first_link', { category: 'A' }), 'link');
    expect(new URL(seat.page.url()).search).toBe('?category=A');
    await window.go('/licences');
    expect(await seat.main()).toContain(word('licences.needs_first', { category: 'A' }));
    expect(window.faults).toEqual([]);
  }, 240_000);
});
