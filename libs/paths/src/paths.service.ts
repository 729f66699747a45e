import { Injectable } from '@nestjs/common';
import { CatalogueService, type CatalogueCourse, type CatalogueLesson, type Category } from '#catalogue';
import { Clock, type Tx } from '#kernel';
import { nextStep, type CategoryProgress, type LicenceState, type Step } from './next-step.js';
import { pathOf, type Path, type PathLesson } from './path.js';
import { pathsPaths } from './paths.paths.js';
import { addMarks, getState, heldAmong, setExam, setLicence, setPlaced } from './paths.queries.js';

export interface PathNow {
  readonly path: Path;
  readonly progress: CategoryProgress;
  readonly next: NextStep;
  readonly category: Category;
  /** The licences that the exam needs, and whether the person holds them. */
  readonly needs: readonly { readonly category: string; readonly held: boolean }[];
}

export type NextStep = Step & { readonly category: string; readonly url: string };

/** A question takes about a minute and a quarter. */
const MINUTES_PER_ITEM = 1.25;

/** Where people are on their way to a licence, and what comes next. */
@Injectable()
export class PathsService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly clock: Clock,
  ) {}

  /**
   * The path of a person to a category, with the next step. `zone` is the person's, for days in sentences; `justDone`
   * is a skill whose lesson they finished a moment ago.
   */
  async get(
    tx: Tx,
    personId: string,
    categoryCode: string,
    zone = 'Europe/Amsterdam',
    justDone?: string,
  ): Promise<PathNow> {
    const category = await this.catalogue.getCategory(tx, categoryCode);
    const { marks: known, progress } = await getState(tx, personId, categoryCode);
    const marks = justDone === undefined ? known : { ...known, done: new Set([...known.done, justDone]) };
    const path = pathOf(categoryCode, await this.lessons(tx, categoryCode), marks);
    const held = await heldAmong(tx, personId, category.needs);
    const needs = category.needs.map((code) => ({ category: code, held: held.has(code) }));
    const step = nextStep(path, progress, {
      examMinutes: category.exam.minutes,
      renewalMinutes: Math.round(category.renewal.max * MINUTES_PER_ITEM),
      now: this.clock.now(),
      zone,
      missing: needs.flatMap((need) => (need.held ? [] : need.category)),
    });
    return {
      path,
      progress,
      category,
      needs,
      next: { ...step, category: categoryCode, url: urlOf(step, categoryCode) },
    };
  }

  /** The one next thing for a category: what, how many minutes, why, and where it is. */
  async nextStep(tx: Tx, personId: string, category: string, zone?: string): Promise<NextStep> {
    return (await this.get(tx, personId, category, zone)).next;
  }

  /** A course with the person's own state of each lesson; the lessons in the course's order. */
  async ofCourse(tx: Tx, personId: string, slug: string): Promise<{ course: CatalogueCourse; path: Path }> {
    const course = await this.catalogue.getCourse(tx, slug);
    const { marks } = await getState(tx, personId, course.licence);
    const lessons = await this.catalogue.listLessons(tx, { course: slug });
    return { course, path: pathOf(course.licence, await this.withNeeds(tx, lessons), marks) };
  }

  /** Finished lessons give their skills. */
  async markDone(
    tx: Tx,
    facts: readonly { personId: string; lessonId: string; skill: string }[],
  ): Promise<number> {
    const marks = facts.map(({ personId, skill, lessonId }) => ({ personId, skill, sourceId: lessonId }));
    return addMarks(tx, 'done', this.clock.now().toString(), marks);
  }

  /** A finished placement test exempts from the lessons of the skills it showed. */
  async markPlaced(
    tx: Tx,
    fact: { personId: string; attemptId: string; category: string; exemptSkills: readonly string[] },
  ): Promise<number> {
    const at = this.clock.now().toString();
    await setPlaced(tx, fact.personId, fact.category, at);
    const { personId, attemptId: sourceId } = fact;
    return addMarks(
      tx,
      'exempt',
      at,
      fact.exemptSkills.map((skill) => ({ personId, skill, sourceId })),
    );
  }

  async markExam(
    tx: Tx,
    fact: { personId: string; category: string },
    exam: { passedAt: string | null; againAt: string | null },
  ): Promise<void> {
    await setExam(tx, fact.personId, fact.category, exam);
  }

  async markLicence(
    tx: Tx,
    fact: { personId: string; category: string },
    licence: LicenceState,
    heldUntil: string | null = null,
  ): Promise<void> {
    await setLicence(tx, fact.personId, fact.category, licence, heldUntil);
  }

  private async lessons(tx: Tx, category: string): Promise<PathLesson[]> {
    return this.withNeeds(tx, await this.catalogue.listLessons(tx, { category }));
  }

  private async withNeeds(tx: Tx, lessons: readonly CatalogueLesson[]): Promise<PathLesson[]> {
    const { courses, skills } = await this.catalogue.current(tx);
    const byId = new Map(courses.map((course) => [course.id, course]));
    return lessons.flatMap(({ id, skill, minutes, text, course: courseId }) => {
      const course = byId.get(courseId);
      if (!course) return [];
      const title = { nl: text.nl.title, en: text.en.title };
      const needs = skills.get(skill)?.needs ?? [];
      return [{ id, skill, minutes, title, needs, course: { slug: course.slug, title: course.title } }];
    });
  }
}

function urlOf(step: Step, category: string): string {
  switch (step.kind) {
    case 'placement':
      return pathsPaths.placement({ category });
    case 'lesson':
      return pathsPaths.lesson({ id: step.lessonId ?? '' });
    case 'practice':
    case 'review':
      return pathsPaths.practice();
    case 'exam':
      return pathsPaths.exam({ category });
    case 'licence':
      return pathsPaths.learn({ category: step.first ?? '' });
    case 'none':
      return pathsPaths.licences();
  }
}
