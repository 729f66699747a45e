import { type ItemPreview, previewCards, previewItem } from '#attempts';
import type { ItemNote } from '#catalogue';
import type { TextReview } from '#content';
import { type Language, LANGUAGES } from '#kernel';
import { formatDate, t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import { ITEM_STATES } from './library.js';
import { decimal, stateTag } from './library.presenter.js';
import { authorReport } from './reports.presenter.js';
import type { AuthorReport } from './reports.schemas.js';
import type { ItemOnShelf, LessonOnShelf } from './library.service.js';

/** An item in one language, with ids of its own so that both can stand on one page. */
const side = (language: Language, preview: ItemPreview) => ({
  ...{ language, prefix: `${language}-`, ...preview },
});

/** The model of /author/items/:id: the learner's screens in both languages, and what there is to say about the text. */
export function itemPreviewPage(
  language: Language,
  { shelf, review, lessons, licences }: ItemOnShelf,
  reports: readonly AuthorReport[],
) {
  const { item, states, reviewBy, course } = shelf;
  const { body } = item;
  return {
    id: item.id,
    tags: ITEM_STATES.filter((state) => states.has(state)).map((state) => stateTag(language, state)),
    use: t(language, `authoring.use_${item.use}`),
    ...backTo(language, course),
    sides: LANGUAGES.map((one) => ({
      ...side(one, previewItem(item, one)),
      name: languageName(language, one),
    })),
    facts: [
      { term: t(language, 'authoring.field_type'), text: t(language, `authoring.type_${body.type}`) },
      {
        term: t(language, 'authoring.field_version'),
        text: t(language, 'authoring.version_of', { author: body.version, published: item.version }),
      },
      {
        term: t(language, 'authoring.field_level'),
        text: t(language, 'authoring.level_of', { n: body.difficulty.level }),
      },
      {
        term: t(language, 'authoring.field_time'),
        text: t(language, 'authoring.seconds', { n: body.time_s }),
      },
      { term: t(language, 'authoring.field_objective'), text: `${item.skill} · ${body.objective}` },
      {
        term: t(language, 'authoring.field_licence'),
        text: licences.join(', ') || t(language, 'authoring.none'),
      },
      { term: t(language, 'authoring.field_source'), text: body.review.source },
      { term: t(language, 'authoring.field_review_by'), text: formatDate(language, reviewBy) },
    ],
    lessons: lessons.map((lesson) => ({
      title: lesson.text[language].title,
      href: authoringPaths.lesson({ id: lesson.id }),
    })),
    reports: reports.map((report) => authorReport(language, report)),
    review: reviewModel(language, review),
  };
}

/** The model of /author/lessons/:id: each card in both languages beside each other. */
export function lessonPreviewPage(language: Language, { lesson, course, review, items }: LessonOnShelf) {
  const cards = Object.fromEntries(LANGUAGES.map((one) => [one, previewCards(lesson, one)]));
  const [first, ...others] = items;
  const itemsOf = (kind: string) => (kind === 'try' && first ? [first] : kind === 'do' ? others : []);
  return {
    title: lesson.text[language].title,
    lead: lesson.text[language].summary,
    ...backTo(language, course?.slug ?? null),
    learnerHref: `/lessons/${lesson.id}`,
    facts: [
      { term: t(language, 'authoring.field_version'), text: String(lesson.version) },
      {
        term: t(language, 'authoring.field_time'),
        text: t(language, 'authoring.minutes', { n: lesson.minutes }),
      },
      { term: t(language, 'authoring.field_skill'), text: lesson.skill },
    ],
    objectives: lesson.objectives.map((objective) => objective[language]),
    cards: (cards[language] ?? []).map(({ kind }, index) => ({
      title: t(language, 'authoring.card_of', { n: index + 1, kind: t(language, `authoring.card_${kind}`) }),
      sides: LANGUAGES.map((one) => ({
        language: one,
        name: languageName(language, one),
        ...cards[one]?.[index],
      })),
      items: itemsOf(kind).map((item) => ({
        ...{ id: item.id, href: authoringPaths.item({ id: item.id }) },
        sides: LANGUAGES.map((one) => {
          const shown = side(one, previewItem(item, one));
          return {
            ...shown,
            prefix: `${one}-${item.id.replaceAll('.', '-')}-`,
            name: languageName(language, one),
          };
        }),
      })),
    })),
    review: reviewModel(language, review),
  };
}

function backTo(language: Language, slug: string | null) {
  return slug === null
    ? { backHref: authoringPaths.library(), backLabel: t(language, 'authoring.title') }
    : { backHref: authoringPaths.course({ slug }), backLabel: t(language, 'authoring.course_back') };
}

const languageName = (language: Language, named: Language): string =>
  t(language, `authoring.language_${named}`);

/** Rule problems with the rule's own sentence, then notes, then how easy it reads and how long each language is. */
function reviewModel(language: Language, { problems, notes, reading, parity }: TextReview) {
  const percent = Math.round(parity.difference);
  return {
    problems,
    notes: notes.map((note) => noteText(language, note)),
    isClean: problems.length === 0 && notes.length === 0,
    reading: LANGUAGES.flatMap((one) => {
      const level = reading[one];
      if (level === null) return [];
      const { words, wordsPerSentence, ease } = level;
      return {
        term: languageName(language, one),
        text: t(language, 'authoring.reading', {
          ...{ words, ease: Math.round(ease) },
          perSentence: decimal(language, wordsPerSentence),
        }),
      };
    }),
    parity: t(language, 'authoring.parity', {
      percent: Math.abs(percent),
      side: percent === 0 ? 'same' : percent > 0 ? 'longer' : 'shorter',
    }),
    isWithin: parity.isWithin,
  };
}

/** The words of `calibrations`, which shows the same notes beside an item's life. */
function noteText(language: Language, { kind, ...found }: ItemNote): string {
  const text = t(language, `calibrations.note_${kind.replaceAll('-', '_')}`, found);
  return 'language' in found ? `${languageName(language, found.language)}: ${text}` : text;
}
