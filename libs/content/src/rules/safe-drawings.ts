import { fileFinding, type Rule } from '../rule.js';

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/<script\b/i, 'a script'],
  [/<style\b/i, 'a style element'],
  [/\sstyle\s*=/i, 'a style attribute'],
  [/<(text|tspan)\b/i, 'text, which cannot be translated'],
  [/<(foreignObject|image|iframe|a|animate|set)\b/i, 'an element that is no drawing'],
  [/\son[a-z]+\s*=/i, 'an event attribute'],
  [/\b(xlink:)?href\s*=\s*["'](?!#)/i, 'a link to something outside'],
  [/<!(DOCTYPE|ENTITY)/i, 'a document type'],
];
const LARGEST = 24_000;

export const safeDrawings: Rule = {
  name: 'safe-drawings',
  group: 'lessons',
  sentence:
    `An SVG has viewBox="0 0 640 360", is smaller than ${LARGEST / 1000} kB and holds shapes only: ` +
    'no text, script, style, event attribute, embedded picture or outside link.',
  check(tree) {
    return tree.files
      .filter((file) => file.path.endsWith('.svg'))
      .flatMap((file) => {
        const svg = file.text ?? '';
        const say = (index: number, message: string) => [
          fileFinding(file.path, message, placeIn(svg, index)),
        ];
        return [
          ...(/<svg\b[^>]*\bviewBox="0 0 640 360"/.test(svg)
            ? []
            : say(0, 'the svg element needs viewBox="0 0 640 360"')),
          ...(svg.length > LARGEST ? say(0, `is ${Math.round(svg.length / 1000)} kB`) : []),
          ...FORBIDDEN.flatMap(([pattern, what]) => {
            const match = pattern.exec(svg);
            return match ? say(match.index, `holds ${what}`) : [];
          }),
        ];
      });
  },
};

function placeIn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
