import { decodeText, ZipFile, ZipRefused } from '#files';
import type { Language } from '#content';
import { detailsFrom } from '../details.js';
import type { Draft, Reading } from '../draft.js';
import { Ledger, NotImported, type ItemNotes } from '../ledger.js';
import { below, childOf, childrenOf, readXml, textOf, type XmlElement } from '../xml-tree.js';
import { joinLanguages } from './join-languages.js';
import { qtiQuestionOf } from './qti-interactions.js';
import { QtiItem } from './qti-item.js';
import { byOldNames } from './qti-names.js';

/** As the rule safe-drawings has it, with room to spare. */
const MOST_OF_DRAWING = 100_000;
/** Unpacked bytes of one package; a bank of 5,000 items has about 40 million. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * QTI 2.1, 2.2 and 3.0 (1EdTech): one item as XML, or a package (zip with imsmanifest.xml). Each item file counts one,
 * whether the manifest names it or not. Items of QTI 1.2 are counted and stay out.
 */
export function readQti(bytes: Uint8Array, language: Language): Reading {
  const ledger = new Ledger('qti');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const zip = readPackage(bytes, language, ledger);
    const reading = ledger.close(joinLanguages);
    return zip === undefined ? reading : { ...reading, pictures: drawingsOf(zip, reading.drafts) };
  }
  readPart('', bytes, [], language, ledger, true);
  return ledger.close(joinLanguages);
}

/** The drawings of which a part is asked, as far as they are in the package and no larger than ours may be. */
function drawingsOf(zip: ZipFile, drafts: readonly Draft[]): Map<string, Uint8Array> {
  const wanted = new Set(
    drafts.flatMap(({ question }) => (question.type === 'hotspot' ? Object.values(question.picture) : [])),
  );
  const found = new Map<string, Uint8Array>();
  for (const name of zip.names()) {
    const file = name.slice(name.lastIndexOf('/') + 1);
    if (!wanted.has(file) || found.has(file)) continue;
    const drawing = read(zip, name);
    if (drawing !== undefined && drawing.length <= MOST_OF_DRAWING) found.set(file, drawing);
  }
  return found;
}

/** A file that cannot be unpacked is one that is not there. */
function read(zip: ZipFile, name: string): Uint8Array | undefined {
  try {
    return zip.read(name);
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    return undefined;
  }
}

/** Gives the package, or nothing when it cannot be unpacked. */
function readPackage(bytes: Uint8Array, language: Language, ledger: Ledger): ZipFile | undefined {
  try {
    const zip = new ZipFile(bytes);
    const names = zip.names().filter((name) => !name.endsWith('/') && !name.startsWith('__MACOSX/'));
    const manifest = names.find((name) => /(^|\/)imsmanifest\.xml$/i.test(name));
    const listed = manifest === undefined ? [] : itemsOfManifest(zip, manifest, ledger);
    if (manifest === undefined)
      ledger.file(
        'no-manifest',
        'there is no imsmanifest.xml: every XML file was looked at',
        {},
        'imported-without',
      );
    const others = names.filter(
      (name) => name !== manifest && /\.xml$/i.test(name) && !listed.includes(name),
    );
    const budget = { left: MOST_BYTES };
    for (const name of listed) readZipped(zip, name, language, ledger, true, budget);
    for (const name of others) readZipped(zip, name, language, ledger, false, budget);
    if (names.length === 0) ledger.file('zip-empty', 'the zip file has no files');
    return zip;
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    ledger.file(`zip-${error.refusal}`, 'the zip file cannot be unpacked');
    return undefined;
  }
}

/** Paths of the item files that the manifest names, each once. */
function itemsOfManifest(zip: ZipFile, manifest: string, ledger: Ledger): string[] {
  const decoded = decodeText(zip.read(manifest) ?? new Uint8Array());
  const xml = decoded.ok ? readXml(decoded.value.text) : undefined;
  if (xml?.ok !== true) {
    const line = xml && !xml.ok ? xml.refusal.line : null;
    ledger.file(
      'manifest-broken',
      'imsmanifest.xml cannot be read: every XML file was looked at',
      { part: manifest, line },
      'imported-without',
    );
    return [];
  }
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  const hrefs = below(xml.root)
    .filter(({ name, attributes }) => name === 'resource' && /^imsqti_item_/i.test(attributes['type'] ?? ''))
    .flatMap(
      (resource) => resource.attributes['href'] ?? childOf(resource, 'file')?.attributes['href'] ?? [],
    );
  return [...new Set(hrefs.map((href) => folder + unescaped(href)))];
}

/** A href may be written with per cent signs; one that is not as it should be stays as it is. */
function unescaped(href: string): string {
  return href.replace(/(?:%[\da-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function readZipped(
  zip: ZipFile,
  name: string,
  language: Language,
  ledger: Ledger,
  isListed: boolean,
  budget: { left: number },
): void {
  const where = { name: '', line: null, part: name };
  const refuse = (reason: string, detail: string): void => {
    if (!isListed) return ledger.file(reason, detail, { part: name });
    ledger.item(where, () => {
      throw new NotImported(reason, detail);
    });
  };
  if (budget.left <= 0) return refuse('too-large', 'the package is too large; this file was not unpacked');
  try {
    const bytes = zip.read(name);
    if (bytes === undefined)
      return refuse('file-missing', 'the manifest names it, but it is not in the package');
    budget.left -= bytes.length;
    readPart(name, bytes, name.split('/').slice(0, -1), language, ledger, isListed);
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    refuse(`zip-${error.refusal}`, 'it cannot be unpacked');
  }
}

/** One file: an item, a file with items of QTI 1.2, or something else. `mustBe` says that an item is expected. */
function readPart(
  part: string,
  bytes: Uint8Array,
  category: readonly string[],
  language: Language,
  ledger: Ledger,
  mustBe: boolean,
): void {
  const fail = (reason: string, detail: string, line: number | null): void => {
    // An item of a package counts, a file on its own of which nobody knows what it holds does not.
    if (!mustBe || part === '') return ledger.file(reason, detail, { part, line });
    ledger.item({ name: '', line, part }, () => {
      throw new NotImported(reason, detail);
    });
  };
  const decoded = decodeText(bytes);
  if (!decoded.ok) return fail(decoded.refusal, 'it is no text', null);
  const xml = readXml(decoded.value.text);
  if (!xml.ok) return fail(xml.refusal.reason, xml.refusal.detail, xml.refusal.line);
  const root = byOldNames(xml.root);
  if (root.name === 'assessmentItem') return readItem(root, part, category, language, ledger);
  if (root.name === 'questestinterop') return oldItems(root, part, ledger);
  if (/^assessment(Test|Section|Stimulus)|^testPart$/.test(root.name))
    return ledger.file(
      'test',
      `<${root.name}>: the order, sections and rules of a test`,
      { part, line: root.line },
      'imported-without',
    );
  fail('not-qti', `<${root.name}> is no item of QTI`, root.line);
}

function readItem(
  root: XmlElement,
  part: string,
  category: readonly string[],
  language: Language,
  ledger: Ledger,
): void {
  const name = root.attributes['identifier'] ?? root.attributes['title'] ?? '';
  ledger.item({ name, line: root.line, part }, (notes) => draftOf(root, name, category, language, notes));
}

function draftOf(
  root: XmlElement,
  name: string,
  category: readonly string[],
  language: Language,
  notes: ItemNotes,
): Omit<Draft, 'numbers'> {
  const item = new QtiItem(root, language, notes);
  const question = qtiQuestionOf(item);
  const marks = Object.entries(childOf(root, 'itemBody')?.attributes ?? {});
  const details = detailsFrom(
    Object.fromEntries(
      marks.flatMap(([key, value]) => (key.startsWith('data-') ? [[key.slice(5), value]] : [])),
    ),
  );
  const draft = { name, category, stem: item.stem(), rule: item.feedback('RULE'), details, question };
  // The expressions of our own text items carry these explanations themselves.
  item.tellUnused((identifier) => question.type === 'text' && /^NEAR_\d+$/.test(identifier));
  return draft;
}

function oldItems(root: XmlElement, part: string, ledger: Ledger): void {
  for (const item of below(root).filter(({ name }) => name === 'item')) {
    const name = item.attributes['ident'] ?? textOf(childrenOf(item, 'title')[0]);
    ledger.item({ name, line: item.line, part }, () => {
      throw new NotImported('qti-1.2', 'QTI 1.2 is not read; save the bank as QTI 2.1 or newer');
    });
  }
}
