import type { Language } from '#content';
import { detailsFrom, isDetail } from '../details.js';
import type { Draft, Reading } from '../draft.js';
import { categoryOf } from '../gift/gift-chunks.js';
import { Ledger, type ItemNotes } from '../ledger.js';
import { childOf, childrenOf, childText, readXml, textOf, type XmlElement } from '../xml-tree.js';
import { MoodleQuestion } from './moodle-question.js';
import { moodleQuestionOf } from './moodle-types.js';

/**
 * Moodle XML (docs.moodle.org/en/Moodle_XML_format). A `category` entry is no question: it names the folder of those
 * that follow.
 */
export function readMoodle(text: string, language: Language): Reading {
  const ledger = new Ledger('moodle-xml');
  const xml = readXml(text);
  if (!xml.ok) {
    ledger.file(xml.refusal.reason, xml.refusal.detail, { line: xml.refusal.line });
    return ledger.close();
  }
  if (xml.root.name !== 'quiz') {
    ledger.file('not-moodle', `the file begins with <${xml.root.name}>, not with <quiz>`, {
      line: xml.root.line,
    });
    return ledger.close();
  }
  let category: string[] = [];
  for (const element of childrenOf(xml.root, 'question')) {
    const type = element.attributes['type'] ?? '';
    if (type === 'category') {
      category = categoryOf(childText(childOf(element, 'category'), 'text'));
      continue;
    }
    const name = childText(element, 'idnumber') || childText(childOf(element, 'name'), 'text');
    ledger.item({ name, line: element.line, part: '' }, (notes) =>
      draftOf(element, type, name, category, language, notes),
    );
  }
  return ledger.close();
}

function draftOf(
  element: XmlElement,
  type: string,
  name: string,
  category: readonly string[],
  language: Language,
  notes: ItemNotes,
): Omit<Draft, 'numbers'> {
  const question = new MoodleQuestion(element, language, notes);
  const asked = moodleQuestionOf(type, question, notes);
  const facts = factsOf(element, notes);
  tellTheRest(element, notes);
  return {
    name,
    category,
    stem: question.words(childOf(element, 'questiontext'), 'the question'),
    rule: question.section('rule'),
    details: detailsFrom(facts),
    question: asked,
  };
}

/** Our own facts stand in tags, and what is too long for a tag in an attribute. */
function factsOf(element: XmlElement, notes: ItemNotes): Record<string, string> {
  const facts: Record<string, string> = {};
  const strange: string[] = [];
  for (const tag of childrenOf(childOf(element, 'tags'), 'tag')) {
    const text = childText(tag, 'text');
    const [, name = '', value = ''] = /^([a-z-]+):(.*)$/.exec(text) ?? [];
    if (isDetail(name, value)) facts[name] = value;
    else if (!text.startsWith('scoring:')) strange.push(text);
  }
  if (strange.length > 0) notes.lose('tags', `tags: ${strange.join(', ')}`);
  const source = element.attributes['data-source'];
  const id = childText(element, 'idnumber');
  return { ...facts, ...(source === undefined ? {} : { source }), ...(id === '' ? {} : { id }) };
}

/** What every question of Moodle may have and ours do not; Moodle's own defaults say nothing. */
function tellTheRest(element: XmlElement, notes: ItemNotes): void {
  const grade = Number(childText(element, 'defaultgrade') || '1');
  if (grade !== 1) notes.lose('grade', `it counts ${grade} there; here every item counts one`);
  const penalty = Number(childText(element, 'penalty') || '0');
  if (penalty !== 0 && Math.abs(penalty - 1 / 3) > 0.001)
    notes.lose('penalty', `a second try costs ${penalty} there; here there are no second tries`);
  if (childrenOf(element, 'hint').some((hint) => textOf(hint).trim() !== ''))
    notes.lose('hint', 'hints for a second try');
  if (childText(element, 'hidden') === '1') notes.lose('hidden', 'it was hidden there');
  for (const part of ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback']) {
    const text = childText(childOf(element, part), 'text')
      .replace(/<[^>]*>/g, '')
      .trim();
    if (text !== '' && !MOODLE_SAYS.test(text))
      notes.lose('feedback', `feedback on the whole answer (${part})`);
  }
}

/** The sentences Moodle fills in by itself, in English and Dutch. */
const MOODLE_SAYS =
  /^(Your answer is (partially )?(correct|incorrect)|(Je|Uw) antwoord is (gedeeltelijk )?(juist|onjuist|correct|fout|goed))\.?$/i;
