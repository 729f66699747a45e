import { perLanguage, picturePath } from '../pictures.js';
import { fileFinding, finding, type Finding, type Rule } from '../rule.js';
import { itemsOf, LANGUAGES, type CourseFolder, type LessonFolder, type Place } from '../tree.js';

export const mediaExist: Rule = {
  name: 'media-exist',
  group: 'lessons',
  sentence:
    'Every picture named in lesson.yaml stands in media/ and is shown once on the {idea} card; ' +
    'every picture in a text is named in lesson.yaml; the picture of a hotspot item stands in items/media/; a link leads to an https address.',
  check(tree) {
    const paths = new Set(tree.files.map((file) => file.path));
    return tree.courses.flatMap((course) => [
      ...course.lessons.flatMap((folder) => [...absent(folder, paths), ...shown(folder)]),
      ...absentInItems(course, paths),
    ]);
  },
};

function absentInItems(course: CourseFolder, paths: ReadonlySet<string>): Finding[] {
  return itemsOf(course).flatMap((parsed) =>
    parsed.value.type === 'hotspot'
      ? [...new Set(Object.values(perLanguage(parsed.value.picture)))]
          .filter((file) => !paths.has(picturePath(course.folder, file)))
          .map((file) => finding(parsed, ['picture'], `there is no items/media/${file}`))
      : [],
  );
}

function absent({ folder, lesson }: LessonFolder, paths: ReadonlySet<string>): Finding[] {
  return (lesson?.value.media ?? []).flatMap(({ file }, index) =>
    lesson && !paths.has(`${folder}/media/${file}`)
      ? [finding(lesson, ['media', index, 'file'], `there is no media/${file}`)]
      : [],
  );
}

function shown({ lesson, text }: LessonFolder): Finding[] {
  const media = lesson?.value.media.map(({ file }) => file) ?? [];
  return LANGUAGES.flatMap((language) => {
    const found = text[language];
    if (!found) return [];
    const links = found.cards.flatMap((card) =>
      linksOf(card.body, card.bodyLine).map((link) => ({ ...link, card: card.kind })),
    );
    const strange = links.flatMap((link) => {
      if (!link.isPicture) {
        return link.target.startsWith('https://')
          ? []
          : [fileFinding(found.file, `the link ${link.target} is no https address`, link)];
      }
      return media.includes(link.target)
        ? []
        : [fileFinding(found.file, `${link.target} is not in the media list of lesson.yaml`, link)];
    });
    const unseen = media
      .filter(
        (file) =>
          links.filter((link) => link.isPicture && link.card === 'idea' && link.target === file).length !== 1,
      )
      .map((file) =>
        fileFinding(
          found.file,
          `the {idea} card must show ${file} once`,
          found.cards.find(({ kind }) => kind === 'idea'),
        ),
      );
    return [...strange, ...unseen];
  });
}

function linksOf(body: string, firstLine: number): (Place & { target: string; isPicture: boolean })[] {
  return body.split('\n').flatMap((line, index) =>
    [...line.matchAll(/(!?)\[[^\]]*\]\(([^)\s]*)[^)]*\)/g)].map((match) => ({
      isPicture: match[1] === '!',
      target: match[2] ?? '',
      line: firstLine + index,
      column: match.index + 1,
    })),
  );
}
