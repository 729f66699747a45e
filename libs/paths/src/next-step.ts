import { Temporal } from 'temporal-polyfill';
import { type BothLanguages, neededFor, type Path, type Station } from './path.js';

/** The licence of this category as the path knows it from what licences told. */
export type LicenceState = 'none' | 'held' | 'renewal' | 'expired' | 'suspended' | 'revoked';

export interface CategoryProgress {
  readonly placedAt: Temporal.Instant | null;
  readonly licence: LicenceState;
  readonly heldUntil: string | null;
  /** The exam was passed and the licence is on its way. */
  readonly examPassedAt: Temporal.Instant | null;
  /** The exam was nearly passed; from this moment it may be taken again. */
  readonly examAgainAt: Temporal.Instant | null;
}

export interface StepReason {
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number>>;
  /** Arguments that have a language themselves. */
  readonly titles?: Readonly<Record<string, BothLanguages>>;
}

/** The one next thing on the way to a licence. `licence` is another one that comes first; `none` says why there is nothing to do. */
export interface Step {
  readonly kind: 'placement' | 'lesson' | 'practice' | 'exam' | 'review' | 'licence' | 'none';
  readonly minutes: number;
  readonly reason: StepReason;
  /** Lessons only. */
  readonly lessonId: string | null;
  readonly title: BothLanguages | null;
  /** Only the kind `licence`: the category that comes first. */
  readonly first?: string;
}

/** Minutes that people need for steps that are not lessons. */
const PLACEMENT_MINUTES = 8;
const PRACTICE_MINUTES = 3;

interface Terms {
  readonly examMinutes: number;
  readonly renewalMinutes: number;
  readonly now: Temporal.Instant;
  /** The person's own zone, for days in sentences. */
  readonly zone: string;
  /** Licences that this exam needs and the person does not hold. */
  readonly missing?: readonly string[];
}

/**
 * What to do next: nothing while the licence holds; the placement test before anything was learned; then the
 * lessons in order; then the licence that the exam needs; then the exam, or practice as long as a cool-down runs.
 */
export function nextStep(path: Path, progress: CategoryProgress, terms: Terms): Step {
  const { licence } = progress;
  if (licence === 'held') {
    return progress.heldUntil
      ? none('paths.reason_held', { date: progress.heldUntil })
      : none('paths.reason_held_always');
  }
  if (licence === 'suspended' || licence === 'revoked') return none(`paths.reason_${licence}`);
  if (progress.examPassedAt) return none('paths.reason_passed');
  const { total, left } = path.lessons;
  if (total === 0) return none('paths.reason_empty');
  // A renewal asks what is new and what is weak, so the exam comes before any lesson.
  if (left > 0 && licence !== 'renewal') return learn(path, progress);
  return takeExam(progress, terms);
}

function learn(path: Path, { placedAt }: CategoryProgress): Step {
  const { total, left } = path.lessons;
  if (!placedAt && left === total) {
    return step('placement', PLACEMENT_MINUTES, { key: 'paths.reason_placement', args: { lessons: total } });
  }
  const next = path.stations.find(({ isNext }) => isNext);
  if (!next) throw new Error('a path with lessons left has a next lesson');
  return {
    kind: 'lesson',
    minutes: next.lesson.minutes,
    reason: whyLesson(next, path),
    lessonId: next.lesson.id,
    title: next.lesson.title,
  };
}

/** Why this lesson: the first lesson still to do that builds on it, else how far the exam is. */
function whyLesson({ lesson }: Station, { stations, lessons, minutesLeft }: Path): StepReason {
  const args = { left: lessons.left, minutes: minutesLeft };
  const neededBy = neededFor(lesson.skill, stations);
  return neededBy
    ? { key: 'paths.reason_lesson_needed', args, titles: { lesson: neededBy.title } }
    : { key: 'paths.reason_lesson', args };
}

function takeExam(
  { licence, examAgainAt }: CategoryProgress,
  { now, zone, examMinutes, renewalMinutes, missing }: Terms,
): Step {
  const [first] = missing ?? [];
  if (first !== undefined) {
    return { ...step('licence', 0, { key: 'paths.reason_licence', args: { first } }), first };
  }
  if (examAgainAt && Temporal.Instant.compare(examAgainAt, now) > 0) {
    const date = examAgainAt.toZonedDateTimeISO(zone).toPlainDate().toString();
    return step('practice', PRACTICE_MINUTES, { key: 'paths.reason_cooldown', args: { date } });
  }
  if (licence === 'renewal') return step('exam', renewalMinutes, { key: 'paths.reason_renewal' });
  return step('exam', examMinutes, {
    key: licence === 'expired' ? 'paths.reason_expired' : 'paths.reason_exam',
  });
}

const step = (kind: Step['kind'], minutes: number, reason: StepReason): Step => ({
  kind,
  minutes,
  reason,
  lessonId: null,
  title: null,
});

const none = (key: string, args?: StepReason['args']): Step =>
  step('none', 0, args ? { key, args } : { key });
