import { fileFinding, type Rule } from '../rule.js';

const LOOSE_END = /\b(TODO|TBD|FIXME|XXX|lorem ipsum)\b/gi;

export const noLooseEnds: Rule = {
  name: 'no-loose-ends',
  group: 'files',
  sentence: 'No text holds TODO, TBD, FIXME, XXX or lorem ipsum; drafts/ may.',
  check(tree) {
    return tree.files
      .filter((file) => /\.(yaml|md)$/.test(file.path) && file.path.includes('/') && file.text !== null)
      .filter((file) => !file.path.includes('/drafts/'))
      .flatMap((file) =>
        (file.text ?? '').split('\n').flatMap((line, index) =>
          [...line.matchAll(LOOSE_END)].map((match) =>
            fileFinding(file.path, `"${match[0]}" stands in the text`, {
              line: index + 1,
              column: match.index + 1,
            }),
          ),
        ),
      );
  },
};
