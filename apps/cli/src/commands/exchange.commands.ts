import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProposalsService } from '#authoring';
import { checkContent, itemsOf, writeCourseFiles, type Language, type Tree } from '#content';
import {
  countsOf,
  EXPORT_FORMATS,
  FORMATS,
  land,
  readBank,
  shelfOf,
  withDrafts,
  writeBank,
  type Landing,
  type Reading,
  type Report,
} from '#exchange';
import { projectRoot } from '#kernel';
import { UsageError } from '../usage-error.js';
import { checkDay, type Command, systemCli } from './command.js';
import { pullDrafts } from './pull-drafts.js';

const LANGUAGES: readonly Language[] = ['nl', 'en'];

const contentImport: Command = {
  name: 'content import',
  usage: 'content import FILE --course FOLDER --skill ID [--format FORMAT] [--language nl|en] [--dry-run]',
  description:
    'Take in a question bank (GIFT, Aiken, Moodle XML, QTI) as drafts of a skill; what stays out is told.',
  help: `FORMAT is one of ${FORMATS.join(', ')}; without it that is seen from the file.\nThe drafts land in courses/FOLDER/drafts/ID.yaml; the same file taken in twice adds nothing.`,
  options: {
    course: { type: 'string' },
    skill: { type: 'string' },
    format: { type: 'string' },
    language: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  offline: true,
  async run({ values, positionals }) {
    const [file] = positionals;
    if (!file) throw new UsageError('Which file?');
    const language = oneOf(values['language'] ?? 'nl', LANGUAGES, '--language');
    const format = values['format'] === undefined ? undefined : oneOf(values['format'], FORMATS, '--format');
    const bytes = await readFile(file).catch(() => {
      throw new UsageError(`The file ${file} cannot be read.`);
    });
    const { tree } = await checkContent(projectRoot(), checkDay());
    const course = courseOf(tree, values['course']);
    const skill = tree.skills.find(({ value }) => value.id === values['skill'])?.value;
    if (skill === undefined) throw new UsageError('--skill must name a skill of skills.yaml.');
    if (!course.course?.value.teaches.includes(skill.id))
      throw new UsageError(`The course ${course.folder} does not teach ${skill.id}.`);
    const reading = readBank(bytes, { format, language });
    const landing = land(reading.drafts, skill, shelfOf(tree), path.basename(file));
    const target = `${course.folder}/drafts/${skill.id}.yaml`;
    const isDry = values['dry-run'] === true;
    const before = tree.files.find((known) => known.path === target)?.text ?? undefined;
    const drawings = drawingsFor(landing, reading, course.folder, tree);
    if (!isDry && landing.items.length > 0)
      await writeCourseFiles(projectRoot(), [
        { path: target, text: withDrafts(before, landing.items) },
        ...drawings.found,
      ]);
    return importResult(reading, landing, drawings, `courses/${target}`, isDry);
  },
};

interface Drawings {
  readonly found: readonly { readonly path: string; readonly text: string }[];
  readonly missing: readonly string[];
}

/** Drawings that the new drafts need and the course does not have yet: those that came along, and the others. */
function drawingsFor({ items }: Landing, { pictures }: Reading, folder: string, tree: Tree): Drawings {
  const named = items.flatMap((item) => {
    if (item.type !== 'hotspot' || item.picture === null) return [];
    return typeof item.picture === 'string' ? [item.picture] : Object.values(item.picture);
  });
  const needed = [...new Set(named)].filter(
    (file) => !tree.files.some(({ path: known }) => known === `${folder}/items/media/${file}`),
  );
  return {
    found: needed.flatMap((file) => {
      const bytes = pictures?.get(file);
      const path = `${folder}/items/media/${file}`;
      return bytes === undefined ? [] : [{ path, text: Buffer.from(bytes).toString('utf8') }];
    }),
    missing: needed.filter((file) => pictures?.has(file) !== true),
  };
}

function importResult(
  reading: Reading,
  landing: Landing,
  { found, missing }: Drawings,
  target: string,
  isDry: boolean,
) {
  const counts = countsOf(reading);
  const result = {
    format: reading.format,
    ...counts,
    added: landing.items.map(({ id }) => id),
    already: landing.already.length,
    refused: landing.refused.map(({ name }) => name),
    file: target,
    drawings: found.map(({ path: file }) => `courses/${file}`),
    drawingsMissing: missing,
    dryRun: isDry,
    reports: reading.reports,
  };
  const [firstId, lastId] = [result.added[0], result.added.at(-1)];
  const text = [
    ...reading.reports.map(reportLine),
    ...missing.map((file) => `not in the file: the drawing ${file}; put it into items/media`),
    ...landing.refused.map(({ name }) => `not imported: ${name || 'an item'}: no number below 1000 is free`),
    `${reading.format ?? 'unknown format'}: ${counts.items} items in the file: ${counts.imported} imported, ${counts.notImported} not imported`,
    `${counts.drafts} questions: ${result.added.length} ${isDry ? 'would be added' : 'added'}, ${result.already} here already, ${result.refused.length} without a free number`,
    ...(firstId === undefined
      ? []
      : [`${isDry ? 'would go to' : 'written to'} ${target}: ${firstId} to ${lastId}`]),
  ].join('\n');
  const isUnread = reading.reports.some(
    ({ outcome, number }) => outcome === 'not-imported' && number === null,
  );
  return { text, json: result, ok: !isUnread && landing.refused.length === 0 };
}

function reportLine({ outcome, detail, number, name, line, part }: Report): string {
  const place = [part, line === null ? '' : `line ${line}`].filter((word) => word !== '').join(' ');
  const which = [
    number === null ? 'the file' : `item ${number}`,
    name === '' ? '' : `"${name}"`,
    place && `(${place})`,
  ];
  return `${outcome === 'not-imported' ? 'not imported' : 'lost'}: ${which.filter((word) => word !== '').join(' ')}: ${detail}`;
}

const contentExport: Command = {
  name: 'content export',
  usage: `content export --course FOLDER --format ${EXPORT_FORMATS.join('|')} --out FILE`,
  description: 'Write the items of a course as a QTI 3 package or as Moodle XML, in both languages.',
  options: { course: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  offline: true,
  async run({ values }) {
    const format = oneOf(values['format'], EXPORT_FORMATS, '--format');
    const { out } = values;
    if (typeof out !== 'string') throw new UsageError('--out says where the file goes.');
    const { tree, problems } = await checkContent(projectRoot(), checkDay());
    const course = courseOf(tree, values['course']);
    if (problems.some(({ file }) => file.startsWith(`${course.folder}/items/`)))
      throw new UsageError('The items of this course have problems; run content check first.');
    const items = itemsOf(course).map(({ value }) => value);
    const drawings = `${course.folder}/items/media/`;
    const pictures = tree.files
      .filter(({ path }) => path.startsWith(drawings))
      .map((file) => [file.path.slice(drawings.length), file.bytes] as const);
    const { bytes, reports } = writeBank(course.folder, items, format, new Map(pictures));
    const left = reports.filter(({ outcome }) => outcome === 'not-exported').length;
    await writeFile(out, bytes).catch((error: Error) => {
      throw new UsageError(`${out} cannot be written: ${error.message}`);
    });
    const text = [
      ...reports.map(
        ({ outcome, name, detail }) =>
          `${outcome === 'not-exported' ? 'not exported' : 'differs there'}: ${name}: ${detail}`,
      ),
      `${items.length - left} items, ${bytes.length} bytes, written to ${out}`,
    ].join('\n');
    return {
      text,
      json: { course: course.folder, format, items: items.length - left, bytes: bytes.length, out, reports },
    };
  },
};

const draftsPull: Command = {
  name: 'content drafts pull',
  usage: 'content drafts pull [--dry-run]',
  description:
    'Take questions that colleagues proposed and an author approved into the drafts of their course.',
  help: 'They land in courses/FOLDER/drafts/SKILL.yaml, in one language and without a name; pulling twice adds nothing.',
  options: { 'dry-run': { type: 'boolean' } },
  async run({ context, values }) {
    const approved = await context.get(ProposalsService).approved(systemCli());
    const { tree } = await checkContent(projectRoot(), checkDay());
    const isDry = values['dry-run'] === true;
    const { files, ...counts } = pullDrafts(tree, approved);
    if (!isDry) await writeCourseFiles(projectRoot(), files);
    const text = [
      `${approved.length} approved: ${counts.added.length} ${isDry ? 'would be added' : 'added'}, ${counts.already} here already, ${counts.homeless.length} without a course`,
      ...files.map(({ path: file }) => `${isDry ? 'would go to' : 'written to'} courses/${file}`),
      ...counts.homeless.map((skill) => `no course teaches ${skill}`),
    ].join('\n');
    const json = { ...counts, files: files.map(({ path: file }) => file), dryRun: isDry };
    return { text, json, ok: counts.homeless.length === 0 };
  },
};

function oneOf<T extends string>(value: unknown, known: readonly T[], option: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} must be one of ${known.join(', ')}.`);
  return found;
}

function courseOf(tree: Tree, folder: unknown): Tree['courses'][number] {
  const course = tree.courses.find((one) => one.folder === folder && one.course !== undefined);
  if (course === undefined)
    throw new UsageError(`--course must be one of ${tree.courses.map((one) => one.folder).join(', ')}.`);
  return course;
}

export const EXCHANGE_COMMANDS: readonly Command[] = [contentImport, contentExport, draftsPull];
