import { Temporal } from 'temporal-polyfill';
import { nextStep, type CategoryProgress } from './next-step.js';
import { pathOf, type PathLesson } from './path.js';

const lesson = (skill: string): PathLesson => ({
  id: `lesson of ${skill}`,
  skill,
  minutes: 4,
  needs: [],
  title: { nl: `Les ${skill}`, en: `Lesson ${skill}` },
  course: { slug: 'solve-it-yourself', title: { nl: 'Zelf oplossen', en: 'Solve it yourself' } },
});
const path = (done: string[] = [], exempt: string[] = []) =>
  pathOf('A', [lesson('describe'), lesson('search')], { done: new Set(done), exempt: new Set(exempt) });
const START: CategoryProgress = {
  placedAt: null,
  licence: 'none',
  heldUntil: null,
  examPassedAt: null,
  examAgainAt: null,
};
const at = (text: string) => Temporal.Instant.from(text);
const terms = {
  examMinutes: 25,
  renewalMinutes: 15,
  now: at('2026-11-23T09:00:00Z'),
  zone: 'Europe/Amsterdam',
};
const step = (done: string[], progress: Partial<CategoryProgress> = {}, zone = terms.zone) =>
  nextStep(path(done), { ...START, ...progress }, { ...terms, zone });

describe('the next step to a licence', () => {
  it('is the placement test before anything was learned', () => {
    expect(step([])).toMatchObject({
      kind: 'placement',
      reason: { key: 'paths.reason_placement', args: { lessons: 2 } },
    });
  });

  it('is the first lesson after the placement test', () => {
    expect(step([], { placedAt: terms.now })).toMatchObject({
      kind: 'lesson',
      lessonId: 'lesson of describe',
      minutes: 4,
      reason: { args: { left: 2, minutes: 8 } },
    });
  });

  it('names the lesson that builds on it, as long as that one is to do', () => {
    const built = (done: string[]) =>
      nextStep(
        pathOf('A', [lesson('describe'), { ...lesson('search'), needs: ['describe'] }, lesson('judge')], {
          ...{ done: new Set(done), exempt: new Set<string>() },
        }),
        { ...START, placedAt: terms.now },
        terms,
      );
    expect(built([]).reason).toEqual({
      key: 'paths.reason_lesson_needed',
      args: { left: 3, minutes: 12 },
      titles: { lesson: { nl: 'Les search', en: 'Lesson search' } },
    });
    expect(built(['describe']).reason.key).toBe('paths.reason_lesson');
  });

  it('is a lesson, not the placement test, for somebody who began by learning', () => {
    expect(step(['describe'])).toMatchObject({ kind: 'lesson', lessonId: 'lesson of search' });
  });

  it('is the exam when all lessons are done or not needed', () => {
    expect(step(['describe', 'search'])).toMatchObject({
      kind: 'exam',
      minutes: 25,
      reason: { key: 'paths.reason_exam' },
    });
    expect(nextStep(path([], ['describe', 'search']), { ...START, placedAt: terms.now }, terms).kind).toBe(
      'exam',
    );
  });

  it('is practice during the cool-down, and says the day on which the exam opens where the person is', () => {
    const again = { examAgainAt: at('2026-11-26T23:30:00Z') };
    expect(step(['describe', 'search'], again)).toMatchObject({
      kind: 'practice',
      reason: { args: { date: '2026-11-27' } },
    });
    expect(step(['describe', 'search'], again, 'America/Curacao').reason.args).toEqual({
      date: '2026-11-26',
    });
  });

  it('is the exam again from the very moment the cool-down ends', () => {
    expect(step(['describe', 'search'], { examAgainAt: terms.now }).kind).toBe('exam');
  });

  it('is the licence that the exam needs, once the lessons are done, for a renewal too', () => {
    const missing = { ...terms, missing: ['A'] };
    const first = { kind: 'licence', first: 'A', minutes: 0, reason: { key: 'paths.reason_licence' } };
    expect(nextStep(path(['describe', 'search']), START, missing)).toMatchObject(first);
    expect(nextStep(path(['describe']), { ...START, licence: 'renewal' }, missing)).toMatchObject(first);
    expect(nextStep(path(['describe']), START, missing).kind).toBe('lesson');
    expect(nextStep(path(), { ...START, licence: 'held' }, missing).kind).toBe('none');
  });

  it('is nothing while the licence holds, even when a new lesson came', () => {
    expect(step(['describe'], { licence: 'held', heldUntil: '2028-11-23' })).toMatchObject({
      kind: 'none',
      reason: { key: 'paths.reason_held', args: { date: '2028-11-23' } },
    });
  });

  it('is the short exam when renewal is open, whatever lessons are new', () => {
    expect(step(['describe'], { licence: 'renewal', heldUntil: '2026-12-23' })).toMatchObject({
      kind: 'exam',
      minutes: 15,
    });
  });

  it('is the whole exam, or first the new lesson, after the licence expired', () => {
    expect(step(['describe', 'search'], { licence: 'expired' })).toMatchObject({
      kind: 'exam',
      reason: { key: 'paths.reason_expired' },
    });
    expect(step(['describe'], { licence: 'expired' }).kind).toBe('lesson');
  });

  it('is nothing between passing and getting the licence', () => {
    expect(step(['describe', 'search'], { examPassedAt: terms.now })).toMatchObject({
      kind: 'none',
      reason: { key: 'paths.reason_passed' },
    });
  });

  it.each(['suspended', 'revoked'] as const)('is left to people when the licence is %s', (licence) => {
    expect(step([], { licence })).toMatchObject({ kind: 'none', reason: { key: `paths.reason_${licence}` } });
  });

  it('is nothing when there are no lessons at all', () => {
    const empty = pathOf('A', [], { done: new Set(), exempt: new Set() });
    expect(nextStep(empty, START, terms)).toMatchObject({
      kind: 'none',
      reason: { key: 'paths.reason_empty' },
    });
  });
});
