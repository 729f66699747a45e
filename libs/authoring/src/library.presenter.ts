import type { Language } from '#kernel';
import { formatDate, formatNumber, t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import { ITEM_STATES, type ItemState, type ShelfCourse, type ShelfItem } from './library.js';
import type { ItemsQuery } from './library.schemas.js';
import type { CourseShelf, ShelfPage } from './library.service.js';

type Both = Readonly<Record<Language, string>>;
const TONES: Readonly<Record<ItemState, string>> = {
  disputed: 'bad',
  stale: 'warn',
  provisional: 'muted',
  pilot: 'info',
  retired: 'muted',
};

/** The model of /author: one row for each course. */
export const libraryPage = (language: Language, courses: readonly ShelfCourse[]) => ({
  rows: courses.map((course) => ({
    ...{
      code: course.code,
      title: course.title[language],
      href: authoringPaths.course({ slug: course.slug }),
    },
    ...{
      owner: ownerWord(course.owner),
      reviewBy: formatDate(language, course.reviewBy),
      isStale: course.isStale,
    },
    ...{ lessons: course.lessons, practice: course.practice, exam: course.exam, stale: course.stale },
    disputed: course.disputed,
    disputedHref: authoringPaths.items({ course: course.slug, state: 'disputed' }),
    staleHref: authoringPaths.items({ course: course.slug, state: 'stale' }),
  })),
});

/** `role:learning-team` as a reader says it. */
export const ownerWord = (owner: string | null): string =>
  (owner ?? '').replace(/^role:/, '').replaceAll('-', ' ');

/** The model of one course: its skills in order, each with its lesson and items. */
export function courseShelfPage(language: Language, { course, shelf, skills }: CourseShelf) {
  return {
    title: course.title[language],
    facts: [
      { term: t(language, 'authoring.field_owner'), text: ownerWord(shelf.owner) },
      { term: t(language, 'authoring.field_review_by'), text: formatDate(language, shelf.reviewBy) },
      { term: t(language, 'authoring.field_licence'), text: shelf.licence },
      { term: t(language, 'authoring.field_items'), text: counts(language, shelf) },
    ],
    learnerHref: `/courses/${course.slug}`,
    skills: skills.map(({ id, name, lesson, items }) => ({
      ...{ id, name: name[language] },
      lesson: lesson && {
        title: lesson.text[language].title,
        href: authoringPaths.lesson({ id: lesson.id }),
        minutes: t(language, 'authoring.minutes', { n: lesson.minutes }),
      },
      count: t(language, 'authoring.n_items', { n: items.length }),
      rows: items.map((one) => itemRow(language, one)),
    })),
  };
}

const counts = (language: Language, { practice, exam }: ShelfCourse): string =>
  t(language, 'authoring.items_by_use', { practice, exam });

/** So many characters of a question say which it is. */
const SHORT = 110;

/** A text cut at the end of a word, for lists. */
function shortened(text: string): string {
  if (text.length <= SHORT) return text;
  return `${text.slice(0, SHORT).replace(/\s+\S*$/, '')}…`;
}

/** A row of any list of items. */
export function itemRow(language: Language, { item, reviewBy, states }: ShelfItem) {
  return {
    ...{ id: item.id, href: authoringPaths.item({ id: item.id }), stem: shortened(item.body.stem[language]) },
    use: t(language, `authoring.use_${item.use}`),
    type: t(language, `authoring.type_${item.body.type}`),
    reviewBy: formatDate(language, reviewBy, 'short'),
    tags: ITEM_STATES.filter((state) => states.has(state)).map((state) => stateTag(language, state)),
  };
}

export const stateTag = (language: Language, state: ItemState): { text: string; tone: string } => ({
  text: t(language, `authoring.state_${state}`),
  tone: TONES[state],
});

/** The model of /author/items. */
export function itemsPage(
  language: Language,
  found: ShelfPage,
  query: ItemsQuery,
  courses: readonly { readonly slug: string; readonly title: Both }[],
) {
  const { course, skill, use, state, q, limit } = query;
  const filter = { course, skill, use, state, q };
  return {
    total: t(language, 'authoring.n_items', { n: found.total }),
    rows: found.items.map((one) => itemRow(language, one)),
    filter: Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, value ?? ''])),
    courses: courses.map(({ slug, title }) => ({ value: slug, label: title[language] })),
    uses: (['practice', 'exam'] as const).map((value) => ({
      value,
      label: t(language, `authoring.use_${value}`),
    })),
    states: ITEM_STATES.map((value) => ({ value, label: t(language, `authoring.state_${value}`) })),
    next: found.next && authoringPaths.items({ ...filter, limit, after: found.next }),
    first: query.after ? authoringPaths.items({ ...filter, limit }) : null,
  };
}

/** A number as a reader of this language writes it, with one decimal. */
export const decimal = (language: Language, value: number): string => formatNumber(language, value, 1);
