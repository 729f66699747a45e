import { jsonSchemas } from './json-schema.js';
import { RULE_GROUPS, type RuleGroup } from './rule.js';
import { RULES } from './rules.js';

const HEADINGS: Readonly<Record<RuleGroup, string>> = {
  files: 'Files',
  skills: 'Skills',
  courses: 'Courses',
  lessons: 'Lessons',
  items: 'Items',
  languages: 'Languages',
  licences: 'Licences and paths',
  cards: 'Answer cards',
};

/** `courses/RULES.md`: every rule of the checker as the sentence it is written in. */
export function authorsManual(): string {
  const sections = RULE_GROUPS.map((group) => {
    const rules = RULES.filter((rule) => rule.group === group);
    return `## ${HEADINGS[group]}\n\n${rules.map((rule) => `- **${rule.name}**: ${rule.sentence}`).join('\n')}\n`;
  });
  return `# Rules of the shelf

Generated from \`libs/content/src/rules\`; change a rule there, then run \`npm run cli -- content generate\`.

\`npm run cli -- content check\` reads every file in \`courses/\` and prints one line per problem: file, line, column, what
is the matter and, in brackets, the rule. A rule holds or it is not here. Only an
outdated translation and a bank that is too small for its exam (**bank-carries-exam**) are warnings. Two names in brackets
are not below: **yaml** (the file cannot be read) and **shape** (a field is missing, unknown or of the wrong kind;
\`schemas/\` holds the shapes, and editors that know JSON Schema check them while you type).

${sections.join('\n')}`;
}

/** Every generated file of `courses/` with its text. */
export const generatedFiles = (): { path: string; text: string }[] => [
  { path: 'RULES.md', text: authorsManual() },
  ...jsonSchemas(),
];
