import { checkContent, problemLine, writeGenerated } from '#content';
import { projectRoot } from '#kernel';
import { publishCourses } from '../demo.js';
import { checkDay, type Command } from './command.js';

const contentCheck: Command = {
  name: 'content check',
  usage: 'content check',
  description: 'Check courses/ by every rule of courses/RULES.md; each problem with file, line and column.',
  offline: true,
  async run() {
    const { problems, outdated, warnings } = await checkContent(projectRoot(), checkDay());
    const text = [
      ...problems.map(problemLine),
      ...outdated.map((problem) => `outdated translation: ${problemLine(problem)}`),
      ...warnings.map((problem) => `warning: ${problemLine(problem)}`),
      `${problems.length} problems, ${outdated.length} outdated translations, ${warnings.length} warnings`,
    ].join('\n');
    return { text, json: { problems, outdated, warnings }, ok: problems.length === 0 };
  },
};

const contentPublish: Command = {
  name: 'content publish',
  usage: 'content publish',
  description:
    'Check courses/ and make it the current content: new versions of what changed, in one transaction.',
  async run({ context }) {
    const receipt = await publishCourses(context);
    const { added, changed, retired, unchanged, cards } = receipt;
    return {
      text: [
        `${added} added, ${changed} changed, ${retired} retired, ${unchanged} unchanged`,
        `cards: ${cards.added} added, ${cards.changed} changed, ${cards.retired} retired, ${cards.unchanged} unchanged`,
        ...cards.kept.map(
          (id) => `card ${id} stays as it was edited in the product; its file says something else`,
        ),
      ].join('\n'),
      json: receipt,
    };
  },
};

const contentGenerate: Command = {
  name: 'content generate',
  usage: 'content generate',
  description: 'Write courses/RULES.md and courses/schemas/ anew from the rules and schemas in the code.',
  offline: true,
  async run() {
    const written = await writeGenerated(projectRoot());
    return { text: 'courses/RULES.md and courses/schemas/ are fresh', json: { written: written ?? null } };
  },
};

export const CONTENT_COMMANDS: readonly Command[] = [contentCheck, contentPublish, contentGenerate];
