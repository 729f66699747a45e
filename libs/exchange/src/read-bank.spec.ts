import iconv from 'iconv-lite';
import { countsOf, type Draft, type Reading } from './draft.js';
import { readBank } from './read-bank.js';
import { MOODLE } from './testing/moodle-sample.js';
import { CHOICE_2, PACKAGE, qtiPackage } from './testing/qti-samples.js';
import { AIKEN, GIFT } from './testing/samples.js';

const read = (text: string | Buffer) => readBank(Buffer.from(text), { language: 'nl' });
const draft = (reading: Reading, name: string): Draft => {
  const found = reading.drafts.find((one) => one.name === name);
  if (!found) throw new Error(`no draft ${name} among ${reading.drafts.map((one) => one.name).join(', ')}`);
  return found;
};
const told = (reading: Reading, number: number) =>
  reading.reports
    .filter((report) => report.number === number)
    .map(({ reason }) => reason)
    .sort();
const stayedOut = (reading: Reading) =>
  reading.reports.filter(({ outcome }) => outcome === 'not-imported').map(({ reason }) => reason);

describe('a GIFT file', () => {
  const reading = read(GIFT.text);

  it('is counted to the last item', () => {
    expect(countsOf(reading)).toEqual({ items: GIFT.items, imported: 8, notImported: 6, drafts: 8 });
    expect(stayedOut(reading)).toEqual([
      'number-range',
      'essay',
      'description',
      'gift-broken',
      'gift-broken',
      'no-right-option',
    ]);
  });

  it('keeps titles, folders, feedback and the general feedback', () => {
    expect(draft(reading, 'SD-01')).toMatchObject({
      category: ['Werkplek', 'Wachtwoorden / codes'],
      stem: { nl: 'Waar bewaar je een wachtwoord?' },
      rule: { nl: 'Bewaar het op een plek waar alleen jij bij kunt.' },
      question: {
        type: 'single',
        options: [
          { key: true, why: { nl: 'Klopt: alleen jij kunt erbij.' } },
          { key: false },
          { key: false },
        ],
      },
    });
    expect(told(reading, 1)).toEqual(['formatting', 'tags', 'weight']);
  });

  it('reads weights that share the mark as a choice of several, and tells nothing', () => {
    expect(draft(reading, 'Twee goede').question).toMatchObject({ type: 'multiple', scoring: 'partial' });
    expect(told(reading, 2)).toEqual([]);
  });

  it('takes escaped signs for what they are, and a gap inside a sentence for a gap', () => {
    expect(reading.drafts[2]?.stem).toEqual({ nl: 'Met welke toets = teken sluit je af:' });
    expect(reading.drafts[2]?.question).toMatchObject({
      accept: [{ pattern: '^Windows=L$' }, { pattern: '^win l$' }],
    });
    expect(reading.drafts[3]?.stem).toEqual({ nl: 'De letter _____ zet je scherm op slot.' });
  });

  it('gives the first feedback of true or false to the wrong answer', () => {
    expect(draft(reading, 'Waar of niet').question).toMatchObject({
      options: [
        { key: false, text: { nl: 'Waar' }, why: { nl: 'Het slot zegt iets over de verbinding.' } },
        { key: true, text: { nl: 'Niet waar' }, why: { nl: 'Juist.' } },
      ],
    });
  });

  it('names the line where an item begins', () => {
    const line = GIFT.text.split('\n').findIndex((text) => text.startsWith('Schrijf op')) + 1;
    expect(reading.reports.find(({ reason }) => reason === 'essay')?.line).toBe(line);
  });
});

describe('an Aiken file', () => {
  const reading = read(AIKEN.text);

  it('is counted to the last item', () => {
    expect(countsOf(reading)).toEqual({ items: AIKEN.items, imported: 3, notImported: 4, drafts: 3 });
    expect(stayedOut(reading)).toEqual(['no-answer', 'answer-unknown', 'no-question', 'no-options']);
  });

  it('takes two letters after ANSWER as a choice of two', () => {
    expect(reading.drafts[1]?.question).toMatchObject({
      type: 'multiple',
      options: [{ key: true }, { key: false }, { key: true }, { key: false }],
    });
  });
});

describe('a Moodle file', () => {
  const reading = read(MOODLE.text);

  it('is counted to the last question; categories are none', () => {
    expect(countsOf(reading)).toEqual({
      items: MOODLE.items,
      imported: MOODLE.imported,
      notImported: 5,
      drafts: 7,
    });
    expect(stayedOut(reading)).toEqual(['number-range', 'essay', 'cloze', 'unknown-type', 'description']);
  });

  it('reads both languages of one question and tells of the third', () => {
    const { stem, category, details, question } = draft(reading, 'M-1');
    expect(stem).toEqual({
      nl: 'Wat doe je met een vreemde mail?',
      en: 'What do you do with a strange mail?',
    });
    expect(category).toEqual(['Veilig werken', 'Mail / chat']);
    expect(details).toEqual({ bloom: 'apply' });
    expect(question).toMatchObject({
      shuffle: false,
      options: [{ text: { nl: 'Melden', en: 'Report it' }, why: { nl: 'Goed zo écht.' } }, {}, {}],
    });
    expect(told(reading, 1)).toEqual([
      'feedback',
      'grade',
      'hint',
      'language',
      'penalty',
      'tags',
      'weight',
      'weight',
    ]);
  });

  it('tells of a picture, and of wrong choices that cost nothing there', () => {
    expect(told(reading, 2)).toEqual(['picture', 'weight']);
  });

  it('reads stars in typed answers, and tells of capitals and of feedback for everything else', () => {
    expect(draft(reading, 'Toets').question).toEqual({
      type: 'text',
      accept: [
        { lang: 'nl', pattern: '^L$' },
        { lang: 'nl', pattern: '^letter .* L$' },
      ],
      near: [{ pattern: '^win.*$', why: { nl: 'Dat is de andere helft.' } }],
      why: { nl: 'L van lock.' },
      example: { nl: 'L' },
    });
    expect(draft(reading, 'Toets').stem.nl).toBe('Welke toets hoort bij <Windows>?');
    expect(told(reading, 4)).toEqual(['case', 'feedback']);
  });

  it('joins equal answers of pairs and keeps the one that is left over', () => {
    expect(draft(reading, 'Wat waarvoor').question).toMatchObject({
      left: [{ id: 'l1' }, { id: 'l2' }, { id: 'l3' }],
      right: [
        { text: { nl: 'Vergrendelen' } },
        { text: { nl: 'Afsluiten' } },
        { text: { nl: 'Niets doen' } },
      ],
      pairs: [
        ['l1', 'r1'],
        ['l2', 'r1'],
        ['l3', 'r2'],
      ],
    });
  });

  it('tells of grading step by step and of steps that are drawn by lot', () => {
    expect(draft(reading, 'Volgorde').question).toMatchObject({
      accept: [
        ['a', 'b'],
        ['b', 'c'],
      ],
    });
    expect(told(reading, 6)).toEqual(['grading', 'selection']);
  });
});

describe('a QTI package', () => {
  const reading = read(qtiPackage());

  it('is counted to the last item, whether the manifest names it or not', () => {
    expect(countsOf(reading)).toEqual({
      items: PACKAGE.items,
      imported: PACKAGE.imported,
      notImported: PACKAGE.items - PACKAGE.imported,
      drafts: PACKAGE.drafts,
    });
    expect(stayedOut(reading)).toEqual([
      'unknown-interaction',
      'composite',
      'essay',
      'xml-doctype',
      'file-missing',
      'description',
      'qti-1.2',
      'qti-1.2',
    ]);
    expect(reading.reports).toContainEqual(
      expect.objectContaining({ reason: 'test', part: 'test.xml', number: null }),
    );
  });

  it('reads QTI 2.1 with its mapping, prompt and feedback, and tells the rest', () => {
    const { stem, question, category } = draft(reading, 'Q-1');
    expect(stem).toEqual({ nl: 'Tarik krijgt een mail.\n\nWat doet hij? Kies er 2.' });
    expect(category).toEqual(['items', 'mail']);
    expect(question).toMatchObject({
      type: 'multiple',
      scoring: 'partial',
      options: [
        { key: true, why: { nl: 'Goed.' } },
        { key: false, text: { nl: 'Antwoorden & klikken' } },
        { key: true },
      ],
    });
    expect(told(reading, 1)).toEqual([
      'feedback',
      'formatting',
      'formatting',
      'picture',
      'rubric',
      'weight',
      'weight',
      'weight',
    ]);
  });

  it('puts two items that differ in language alone into one question', () => {
    const { numbers, stem, question } = draft(reading, 'order-1');
    expect(numbers).toEqual([2, 3]);
    expect(stem).toEqual({ nl: 'Zet op volgorde.', en: 'Put in order.' });
    expect(question).toMatchObject({
      steps: [{ id: 'save', text: { nl: 'Bewaren', en: 'Save' } }, { id: 'lock' }, { id: 'go' }],
    });
  });

  it('tells of a left part that belongs to nothing', () => {
    expect(draft(reading, 'match-1').question).toMatchObject({
      left: [{ text: { nl: 'Even weg' } }, { text: { nl: 'Naar huis' } }],
    });
    expect(told(reading, 4)).toEqual(['pair']);
  });

  it('keeps the place of a gap, and the places of a picture with their labels', () => {
    expect(draft(reading, 'gap-1').stem).toEqual({ nl: 'Druk op de Windows-toets met _____ en loop weg.' });
    expect(draft(reading, 'spots-1').question).toMatchObject({
      type: 'hotspot',
      picture: {},
      areas: [
        { text: { nl: 'Onderwerp' }, key: false, at: [0, 0, 9, 9] },
        { text: { nl: 'Afzender' }, key: true, at: [9, 0, 9, 9] },
      ],
    });
    expect(told(reading, 6)).toEqual(['areas', 'picture']);
  });

  it('may be one file without a package', () => {
    expect(countsOf(read(CHOICE_2))).toEqual({ items: 1, imported: 1, notImported: 0, drafts: 1 });
  });
});

describe('the ways of writing a file', () => {
  it.each([
    ['UTF-8', 'utf-8', false],
    ['UTF-8 with a byte order mark', 'utf-8', true],
    ['UTF-16', 'utf-16le', true],
    ['UTF-16 the other way round', 'utf-16be', true],
    ['Windows-1252', 'windows-1252', false],
  ])('gives the same questions in %s', (_name, encoding, addBOM) => {
    for (const text of [GIFT.text, AIKEN.text, MOODLE.text, CHOICE_2]) {
      const written = iconv.encode(text, encoding, { addBOM });
      expect(readBank(written, { language: 'nl' })).toEqual(read(text));
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'file-is-not-text'],
    ['a letter', Buffer.from('Beste collega, hierbij de vragen.'), 'format-unknown'],
    ['a page', Buffer.from('<html><body/></html>'), 'format-unknown'],
    ['half a Moodle file', Buffer.from(MOODLE.text.slice(0, 900)), 'xml-broken'],
    [
      'a Moodle file with entities of its own',
      Buffer.from('<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz>&a;</quiz>'),
      'xml-doctype',
    ],
    ['half a zip file', qtiPackage().subarray(0, 500), 'zip-broken'],
  ])('are told apart: %s gives one report and no throw', (_name, bytes, reason) => {
    const reading = readBank(bytes, { language: 'nl' });
    expect(reading.reports).toEqual([
      expect.objectContaining({ outcome: 'not-imported', number: null, reason }),
    ]);
    expect(reading.items).toBe(0);
  });
});
