import { Injectable } from '@nestjs/common';
import {
  type CatalogueCourse,
  type CatalogueItem,
  type CatalogueLesson,
  CatalogueService,
  type Snapshot,
} from '#catalogue';
import { reviewItem, reviewLesson, type TextReview } from '#content';
import { type Actor, Clock, Db, may, notFound } from '#kernel';
import { canAuthor } from './authoring.access.js';
import {
  findItems,
  type ItemFilter,
  pageOfItems,
  type ShelfCourse,
  shelfCourses,
  type ShelfItem,
  shelfItems,
} from './library.js';
import { countOpenReports } from './reports.queries.js';

export interface ShelfPage {
  readonly total: number;
  readonly items: readonly ShelfItem[];
  readonly next: string | null;
}

export interface CourseShelf {
  readonly course: CatalogueCourse;
  readonly shelf: ShelfCourse;
  readonly skills: readonly {
    readonly id: string;
    readonly name: { readonly nl: string; readonly en: string };
    readonly lesson: CatalogueLesson | null;
    readonly items: readonly ShelfItem[];
  }[];
}

export interface ItemOnShelf {
  readonly shelf: ShelfItem;
  readonly review: TextReview;
  /** Lessons in which it is tried or done. */
  readonly lessons: readonly CatalogueLesson[];
  /** Licences whose exam or practice it belongs to. */
  readonly licences: readonly string[];
}

export interface LessonOnShelf {
  readonly lesson: CatalogueLesson;
  readonly course: CatalogueCourse | undefined;
  readonly review: TextReview;
  /** In the order of the lesson; the first is the one to try. */
  readonly items: readonly CatalogueItem[];
}

/** What is published, as its authors want to look at it: with keys, notes and what waits to be read again. */
@Injectable()
export class LibraryService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
  ) {}

  async courses(actor: Actor): Promise<ShelfCourse[]> {
    const { snapshot, today, shelf } = await this.open(actor);
    return shelfCourses(snapshot, shelf, today);
  }

  async course(actor: Actor, slug: string): Promise<CourseShelf> {
    const { snapshot, today, shelf } = await this.open(actor);
    const course = snapshot.courses.find((one) => one.slug === slug && one.status !== 'retired');
    const row = shelfCourses(snapshot, shelf, today).find((one) => one.slug === slug);
    if (!course || !row) throw notFound('course');
    const lessons = course.lessons.flatMap((id) => snapshot.lessons.get(id) ?? []);
    const skills = course.teaches.map((id) => ({
      ...{ id, name: snapshot.skills.get(id)?.name ?? { nl: id, en: id } },
      lesson: lessons.find(({ skill }) => skill === id) ?? null,
      items: findItems(shelf, { skill: id }),
    }));
    return { course, shelf: row, skills };
  }

  /** Items by filter, in order of id. @param page `after` is the `next` of the page before */
  async items(
    actor: Actor,
    filter: ItemFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<ShelfPage> {
    const { shelf } = await this.open(actor);
    const found = findItems(shelf, filter);
    return { total: found.length, ...pageOfItems(found, page) };
  }

  async item(actor: Actor, id: string): Promise<ItemOnShelf> {
    const { snapshot, shelf } = await this.open(actor);
    const found = shelf.find(({ item }) => item.id === id);
    if (!found) throw notFound('item');
    return {
      shelf: found,
      review: reviewItem(found.item.body),
      lessons: [...snapshot.lessons.values()].filter(
        (lesson) => lesson.status !== 'retired' && [lesson.try, ...lesson.do].includes(id),
      ),
      licences: [...snapshot.categories.values()]
        .filter(({ status, skills }) => status !== 'retired' && skills.includes(found.item.skill))
        .map(({ category }) => category)
        .sort(),
    };
  }

  async lesson(actor: Actor, id: string): Promise<LessonOnShelf> {
    const { snapshot } = await this.open(actor);
    const lesson = snapshot.lessons.get(id);
    if (!lesson) throw notFound('lesson');
    return {
      lesson,
      course: snapshot.courses.find((one) => one.id === lesson.course),
      review: reviewLesson(lesson),
      items: [lesson.try, ...lesson.do].flatMap((one) => snapshot.items.get(one) ?? []),
    };
  }

  private async open(actor: Actor): Promise<{ snapshot: Snapshot; today: string; shelf: ShelfItem[] }> {
    may(canAuthor(actor));
    const snapshot = await this.catalogue.current(this.db.read);
    const today = this.clock.today(actor.zone).toString();
    return { snapshot, today, shelf: shelfItems(snapshot, today, await countOpenReports(this.db.read)) };
  }
}
