import { PICTURE, perLanguage, picturePath } from '../pictures.js';
import { fileFinding, type Rule } from '../rule.js';
import { draftsOf, itemsOf, type CourseFolder } from '../tree.js';

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/<script\b/i, 'a script'],
  [/<style\b/i, 'a style element'],
  [/\sstyle\s*=/i, 'a style attribute'],
  [/<(foreignObject|image|iframe|a|animate|set)\b/i, 'an element that is no drawing'],
  [/\son[a-z]+\s*=/i, 'an event attribute'],
  [/\b(xlink:)?href\s*=\s*["'](?!#)/i, 'a link to something outside'],
  [/<!(DOCTYPE|ENTITY)/i, 'a document type'],
];
const WORDS = [/<(text|tspan)\b/i, 'text, which cannot be translated'] as const;
const VIEW_BOX = `viewBox="0 0 ${PICTURE.width} ${PICTURE.height}"`;
const LARGEST = 24_000;

export const safeDrawings: Rule = {
  name: 'safe-drawings',
  group: 'lessons',
  sentence:
    `An SVG has ${VIEW_BOX}, is smaller than ${LARGEST / 1000} kB and holds shapes only: ` +
    'no text, script, style, event attribute, embedded picture or outside link. The picture of a hotspot item may hold text when it is ' +
    'drawn for each language.',
  check(tree) {
    const translated = new Set(tree.courses.flatMap(drawnTwice));
    return tree.files
      .filter((file) => file.path.endsWith('.svg'))
      .flatMap((file) => {
        const svg = file.text ?? '';
        const say = (index: number, message: string) => [
          fileFinding(file.path, message, placeIn(svg, index)),
        ];
        return [
          ...(new RegExp(`<svg\\b[^>]*\\b${VIEW_BOX}`).test(svg)
            ? []
            : say(0, `the svg element needs ${VIEW_BOX}`)),
          ...(svg.length > LARGEST ? say(0, `is ${Math.round(svg.length / 1000)} kB`) : []),
          ...(translated.has(file.path) ? FORBIDDEN : [...FORBIDDEN, WORDS]).flatMap(([pattern, what]) => {
            const match = pattern.exec(svg);
            return match ? say(match.index, `holds ${what}`) : [];
          }),
        ];
      });
  },
};

/** Pictures of hotspot items that stand there in Dutch and in English. */
const drawnTwice = (course: CourseFolder): string[] =>
  [...itemsOf(course), ...draftsOf(course)].flatMap(({ value }) => {
    if (value.type !== 'hotspot' || value.picture === null) return [];
    const { nl, en } = perLanguage(value.picture);
    return nl === en ? [] : [picturePath(course.folder, nl), picturePath(course.folder, en)];
  });

function placeIn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
