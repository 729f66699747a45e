/** A lesson as the path needs it: what it teaches, how long it takes, what comes before it. */
export interface PathLesson {
  readonly id: string;
  readonly skill: string;
  readonly minutes: number;
  readonly title: BothLanguages;
  readonly course: { readonly slug: string; readonly title: BothLanguages };
  /** Skills that come first, as the skill graph says. */
  readonly needs: readonly string[];
}

export interface BothLanguages {
  readonly nl: string;
  readonly en: string;
}

/** What somebody did on this path, by skill. */
export interface Marks {
  readonly done: ReadonlySet<string>;
  readonly exempt: ReadonlySet<string>;
}

export type StationState = 'todo' | 'done' | 'exempt';

export interface Station {
  readonly lesson: PathLesson;
  readonly state: StationState;
  /** The lesson to do now: the first one that is to do and whose needs are met. */
  readonly isNext: boolean;
  /** Skills of this path that come first and are not there yet. */
  readonly waitsFor: readonly string[];
}

export interface Path {
  readonly category: string;
  readonly stations: readonly Station[];
  readonly lessons: { readonly total: number; readonly left: number };
  /** Minutes of the lessons that are still to do. */
  readonly minutesLeft: number;
  /** Minutes of lessons that the placement test made unnecessary. */
  readonly minutesSaved: number;
}

/**
 * The path of one person to one licence: every lesson in order, to do unless it was done or the placement test showed
 * that its skill is there already. A lesson that was done stays done, also when its skill was exempt as well.
 */
export function pathOf(category: string, lessons: readonly PathLesson[], marks: Marks): Path {
  const own = new Set(lessons.map(({ skill }) => skill));
  const hasSkill = (skill: string): boolean => marks.done.has(skill) || marks.exempt.has(skill);
  const states = lessons.map((lesson) => ({
    lesson,
    state: stateOf(lesson.skill, marks),
    waitsFor: lesson.needs.filter((need) => own.has(need) && !hasSkill(need)),
  }));
  const todo = states.filter(({ state }) => state === 'todo');
  // Needs that nobody can meet here must not stop the path: then the first lesson to do is next.
  const next = todo.find(({ waitsFor }) => waitsFor.length === 0) ?? todo[0];
  return {
    category,
    stations: states.map((station) => ({ ...station, isNext: station === next })),
    lessons: { total: lessons.length, left: todo.length },
    minutesLeft: minutesOf(todo),
    minutesSaved: minutesOf(states.filter(({ state }) => state === 'exempt')),
  };
}

/** The first lesson still to do that needs a skill; undefined when nothing builds on it any more. */
export function neededFor(skill: string, stations: readonly Station[]): PathLesson | undefined {
  return stations.find(({ lesson, state }) => state === 'todo' && lesson.needs.includes(skill))?.lesson;
}

function stateOf(skill: string, marks: Marks): StationState {
  if (marks.done.has(skill)) return 'done';
  return marks.exempt.has(skill) ? 'exempt' : 'todo';
}

const minutesOf = (stations: readonly { readonly lesson: PathLesson }[]): number =>
  stations.reduce((sum, { lesson }) => sum + lesson.minutes, 0);
