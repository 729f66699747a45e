import { writeZip } from '#files';
import type { Language } from '#content';
import type { Draft, Report } from '../draft.js';
import { escapeXml } from '../xml-tree.js';
import { MEDIA, writeItem } from './write-item.js';

const LANGUAGES: readonly Language[] = ['nl', 'en'];

/**
 * Our items as a QTI 3.0 package: one item file for each language, in folders by category, their drawings, and a
 * manifest. `reports` tells what a player will not score as here, and which drawings were not there.
 *
 * @param pictures drawings of the course by name
 */
export function writeQti(
  drafts: readonly Draft[],
  name: string,
  pictures: ReadonlyMap<string, Uint8Array>,
): { bytes: Buffer; reports: Report[] } {
  const reports = new Map<string, Report>();
  const files = drafts.flatMap((draft) => {
    const lose = (reason: string, detail: string): void =>
      void reports.set(`${draft.name} ${reason} ${detail}`, { outcome: 'imported-without', reason, detail, number: draft.numbers[0] ?? null, name: draft.name, line: null, part: '' }); // prettier-ignore
    return LANGUAGES.filter((language) => draft.stem[language] !== undefined).map((language) => {
      const identifier = `${draft.name}-${language}`;
      const path = [...draft.category, `${identifier}.xml`].join('/');
      const file = draft.question.type === 'hotspot' ? draft.question.picture[language] : undefined;
      if (file !== undefined && !pictures.has(file)) lose('picture', `the drawing ${file} is not there`);
      const drawn = file !== undefined && pictures.has(file) ? [`${MEDIA}/${file}`] : [];
      const bytes = Buffer.from(writeItem(draft, identifier, language, lose));
      return { identifier, name: path, bytes, drawn };
    });
  });
  const manifest = { name: 'imsmanifest.xml', bytes: Buffer.from(manifestOf(name, files)) };
  const drawings = [...new Set(files.flatMap(({ drawn }) => drawn))].map((path) => ({
    name: path,
    bytes: Buffer.from(pictures.get(path.slice(MEDIA.length + 1)) ?? []),
  }));
  const items = files.map(({ name: path, bytes }) => ({ name: path, bytes }));
  return { bytes: writeZip([manifest, ...items, ...drawings]), reports: [...reports.values()] };
}

const manifestOf = (
  name: string,
  files: readonly { identifier: string; name: string; drawn: readonly string[] }[],
): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="${escapeXml(name)}">`,
    '<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>',
    '<organizations/>',
    '<resources>',
    ...files.map(({ identifier, name: path, drawn }) => {
      const address = (file: string): string => escapeXml(file.split('/').map(encodeURIComponent).join('/'));
      const href = address(path);
      const others = drawn.map((file) => `<file href="${address(file)}"/>`).join('');
      return `<resource identifier="${escapeXml(identifier)}" type="imsqti_item_xmlv3p0" href="${href}"><file href="${href}"/>${others}</resource>`;
    }),
    '</resources>',
    '</manifest>',
    '',
  ].join('\n');
