import { EMPLOYER_WORDS } from '../employer-words.js';
import { fileFinding, type Rule } from '../rule.js';

export const knownVariables: Rule = {
  name: 'known-variables',
  group: 'files',
  sentence: `Only these words of the employer exist: ${EMPLOYER_WORDS.map((word) => `{{org.${word}}}`).join(', ')}.`,
  check(tree) {
    const known = EMPLOYER_WORDS.map((word) => `{{org.${word}}}`);
    return tree.files
      .filter(
        (file) =>
          /\.(yaml|md)$/.test(file.path) && file.path.includes('/') && !file.path.endsWith('/design.md'),
      )
      .flatMap((file) =>
        (file.text ?? '').split('\n').flatMap((line, index) =>
          [...line.matchAll(/\{\{[^}]*\}?\}?/g)]
            .filter((match) => !known.includes(match[0]))
            .map((match) =>
              fileFinding(file.path, `${match[0]} is no word of the employer`, {
                line: index + 1,
                column: match.index + 1,
              }),
            ),
        ),
      );
  },
};
