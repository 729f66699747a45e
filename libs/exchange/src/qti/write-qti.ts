import { writeZip } from '#files';
import type { Language } from '#content';
import type { Draft, Report } from '../draft.js';
import { escapeXml } from '../xml-tree.js';
import { writeItem } from './write-item.js';

const LANGUAGES: readonly Language[] = ['nl', 'en'];

/**
 * Our items as a QTI 3.0 package: one item file for each language, in folders by category, and a manifest. `reports`
 * tells what a player will not score as here.
 */
export function writeQti(drafts: readonly Draft[], name: string): { bytes: Buffer; reports: Report[] } {
  const reports = new Map<string, Report>();
  const files = drafts.flatMap((draft) => {
    const lose = (reason: string, detail: string): void =>
      void reports.set(`${draft.name} ${reason} ${detail}`, { outcome: 'imported-without', reason, detail, number: draft.numbers[0] ?? null, name: draft.name, line: null, part: '' }); // prettier-ignore
    return LANGUAGES.filter((language) => draft.stem[language] !== undefined).map((language) => {
      const identifier = `${draft.name}-${language}`;
      const path = [...draft.category, `${identifier}.xml`].join('/');
      return { identifier, name: path, bytes: Buffer.from(writeItem(draft, identifier, language, lose)) };
    });
  });
  const manifest = { name: 'imsmanifest.xml', bytes: Buffer.from(manifestOf(name, files)) };
  return { bytes: writeZip([manifest, ...files]), reports: [...reports.values()] };
}

const manifestOf = (name: string, files: readonly { identifier: string; name: string }[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="${escapeXml(name)}">`,
    '<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>',
    '<organizations/>',
    '<resources>',
    ...files.map(({ identifier, name: path }) => {
      const href = escapeXml(path.split('/').map(encodeURIComponent).join('/'));
      return `<resource identifier="${escapeXml(identifier)}" type="imsqti_item_xmlv3p0" href="${href}"><file href="${href}"/></resource>`;
    }),
    '</resources>',
    '</manifest>',
    '',
  ].join('\n');
