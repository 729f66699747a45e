import fc from 'fast-check';
import { pathOf, type PathLesson } from './path.js';

const lesson = (skill: string, minutes = 4, needs: string[] = []): PathLesson => ({
  id: `lesson of ${skill}`,
  skill,
  minutes,
  needs,
  title: { nl: `Les ${skill}`, en: `Lesson ${skill}` },
  course: { slug: 'solve-it-yourself', title: { nl: 'Zelf oplossen', en: 'Solve it yourself' } },
});
const marks = (done: string[] = [], exempt: string[] = []) => ({
  done: new Set(done),
  exempt: new Set(exempt),
});
const LESSONS = [lesson('describe', 4), lesson('search', 3, ['describe']), lesson('judge', 5, ['search'])];
const nextOf = (path: ReturnType<typeof pathOf>) => path.stations.find(({ isNext }) => isNext)?.lesson.skill;

describe('a learning path', () => {
  it('holds every lesson in order for somebody new', () => {
    const path = pathOf('A', LESSONS, marks());
    expect(path.stations.map(({ state }) => state)).toEqual(['todo', 'todo', 'todo']);
    expect(path).toMatchObject({ minutesLeft: 12, minutesSaved: 0, lessons: { total: 3, left: 3 } });
    expect(nextOf(path)).toBe('describe');
  });

  it('skips what the placement test showed, and says how many minutes that saves', () => {
    const path = pathOf('A', LESSONS, marks([], ['describe', 'judge']));
    expect(path.stations.map(({ state }) => state)).toEqual(['exempt', 'todo', 'exempt']);
    expect(path).toMatchObject({ minutesLeft: 3, minutesSaved: 9 });
    expect(nextOf(path)).toBe('search');
  });

  it('counts a lesson that was done as done, not as saved, even when its skill is exempt too', () => {
    const path = pathOf('A', LESSONS, marks(['describe'], ['describe']));
    expect(path.stations[0]?.state).toBe('done');
    expect(path.minutesSaved).toBe(0);
  });

  it('puts a lesson whose needs are met before one that has to wait', () => {
    const path = pathOf('A', [lesson('judge', 5, ['search']), lesson('search')], marks());
    expect(nextOf(path)).toBe('search');
    expect(path.stations[0]?.waitsFor).toEqual(['search']);
  });

  it('does not wait for a skill that no lesson of this path teaches', () => {
    expect(nextOf(pathOf('A', [lesson('judge', 5, ['elsewhere'])], marks()))).toBe('judge');
  });

  it('goes on when two lessons wait for each other', () => {
    expect(nextOf(pathOf('A', [lesson('a', 4, ['b']), lesson('b', 4, ['a'])], marks()))).toBe('a');
  });

  it('never gets longer by learning, and has a next lesson exactly as long as one is left', () => {
    const skills = ['describe', 'search', 'judge'];
    fc.assert(
      fc.property(
        fc.subarray(skills),
        fc.subarray(skills),
        fc.constantFrom(...skills),
        (done, exempt, more) => {
          const before = pathOf('A', LESSONS, marks(done, exempt));
          const after = pathOf('A', LESSONS, marks([...done, more], exempt));
          expect(after.minutesLeft).toBeLessThanOrEqual(before.minutesLeft);
          expect(before.stations.filter(({ isNext }) => isNext)).toHaveLength(
            before.lessons.left > 0 ? 1 : 0,
          );
        },
      ),
    );
  });
});
