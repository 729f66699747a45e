import { checkFiles } from './check-course.js';
import { RULES } from './rules.js';
import { changed, exampleFiles, placeOf, withFile } from './testing/example-files.js';
import type { SourceFile } from './tree.js';

const COURSE = '_example/course.yaml';
const SKILLS = '_example/skills.yaml';
const ITEMS = '_example/items/ex.lock.yaml';
const FOLDER = '_example/lessons/lock-your-screen';
const LESSON = `${FOLDER}/lesson.yaml`;
const DUTCH = `${FOLDER}/lesson.nl.md`;
const ENGLISH = `${FOLDER}/lesson.en.md`;
const DESK = '_example/items/media/desk.svg';
const PICTURE = `${FOLDER}/media/picture.svg`;

const GLOSSARY =
  '- { nl: melding, en: ticket, means: { nl: Een bericht., en: A message. }, not: { nl: [ticket] } }\n';

const CARD = 'cards/example.yaml';
/** An answer card without a problem. */
const card = (): string => `id: kc.example
skill: ex.lock
minutes: 2
reviewed_on: 2026-11-01
review_by: 2026-12-31
nl:
  title: Een kaart
  summary: Voor wie een kaart nodig heeft.
  words: [kaartje]
  steps:
    - Een
    - Twee
    - Drie
  otherwise: Bel ons.
en:
  title: A card
  summary: For whoever needs a card.
  words: [little card]
  steps:
    - One
    - Two
    - Three
  otherwise: Call us.
`;

/** Passages that stand several times in a file: the last one is meant. */
const LAST_OPTIONS = 'last: - id: a\n      text: { nl: Ik zet het';
const LAST_KEY = 'last: id: b\n      key: true\n      text: { nl: Ik vergrendel';
const LAST_STEM = 'last: Je staat op voor koffie';

type Breaking = (files: SourceFile[]) => SourceFile[];

/** One broken example of a rule: what is broken, in which file it is reported, and the passage at which. */
interface Case {
  readonly rule: string;
  readonly broken: string;
  readonly by: Breaking;
  readonly in: string;
  /** A passage of the broken file; without it the report stands at the top. */
  readonly at?: string;
}

const replace =
  (path: string, from: string | RegExp, to: string): Breaking =>
  (files) =>
    changed(files, path, from, to);

const add =
  (path: string, text: string): Breaking =>
  (files) =>
    withFile(files, path, text);

const without =
  (path: string): Breaking =>
  (files) =>
    withFile(files, path, null);

const all =
  (...steps: Breaking[]): Breaking =>
  (files) =>
    steps.reduce((done, step) => step(done), files);

/** Six copies of the first (single) item, each changed a little; enough for rules about shares. */
const copiesOfFirst =
  (change: (text: string, n: number) => string): Breaking =>
  (files) => {
    const text = files.find((file) => file.path === ITEMS)?.text ?? '';
    const first = text.slice(text.indexOf('- id: ex.lock.001'), text.indexOf('- id: ex.lock.002'));
    const copies = [1, 2, 3, 4, 5].map((n) => change(first.replaceAll('ex.lock.001', `ex.lock.10${n}`), n));
    return withFile(files, ITEMS, `${text}\n${copies.join('\n')}`);
  };

const examCopy =
  (change: (text: string) => string): Breaking =>
  (files) => {
    const text = files.find((file) => file.path === ITEMS)?.text ?? '';
    const first = text.slice(text.indexOf('- id: ex.lock.001'), text.indexOf('- id: ex.lock.002'));
    const exam = change(first.replace('ex.lock.001', 'ex.lock.101').replace('use: practice', 'use: exam'));
    return withFile(files, ITEMS, `${text}\n${exam}`);
  };

const LICENCE = `category: A
status: active
title: { nl: Basis, en: Basics }
summary: { nl: Voor iedereen., en: For everyone. }
skills: [ex.lock]
exam: { min: 15, max: 24, minutes: 25, cut: 0, cooldownDays: 3, pilot: 0 }
renewal: { min: 8, max: 12 }
valid: { rule: from-previous-expiry, months: 24, windowDays: 60, graceDays: 30 }
`;

const RATINGS = '_example/ratings.yaml';
const RATED = `readers: [role:helpdesk, role:line-staff]
rated_on: 2026-11-22
levels:
  ex.lock.001@1: [1, 2]
`;

const NEEDING = LICENCE.replace('category: A', 'category: C').replace('skills:', 'needs: [A]\nskills:');

const PATH = `id: 3b1f5f6e-7a0c-4c1b-9b44-2f6d6a1c9e57
status: draft
title: { nl: Pad, en: Path }
summary: { nl: Een pad., en: A path. }
licence: A
courses: [nowhere]
`;

// prettier-ignore
const CASES: Case[] = [
  { rule: 'yaml', broken: 'a line that YAML cannot read', by: replace(COURSE, 'needs: []', 'needs: ['), in: COURSE, at: 'lessons:' },
  { rule: 'shape', broken: 'a field nobody knows', by: replace(ITEMS, '      key: true', '      corect: true'), in: ITEMS, at: 'corect' },
  { rule: 'shape', broken: 'a text that is missing', by: replace(ITEMS, /, en: I switch [^}]*\}/, ' }'), in: ITEMS, at: '{ nl: Ik zet het' },
  { rule: 'shape', broken: 'a competence that DigComp does not have', by: replace(SKILLS, '"4.1"', '"4.9"'), in: SKILLS, at: '"4.9"' },
  { rule: 'shape', broken: 'a lesson without front matter', by: replace(DUTCH, '---\n', ''), in: DUTCH },
  { rule: 'shape', broken: 'front matter with a wrong field', by: replace(DUTCH, 'summary:', 'sumary:'), in: DUTCH, at: 'sumary' },
  { rule: 'unique-ids', broken: 'two items with one id', by: replace(ITEMS, '- id: ex.lock.002', '- id: ex.lock.001'), in: ITEMS, at: 'ex.lock.001\n  version: 1\n  skill: ex.lock\n  use: practice\n  status: draft\n  type: multiple' },
  { rule: 'unique-ids', broken: 'two options with one id', by: replace(ITEMS, '    - id: c\n', '    - id: b\n'), in: ITEMS, at: 'b\n      text: { nl: Ik klap' },
  { rule: 'unique-ids', broken: 'two steps of a scenario with one id', by: replace(ITEMS, '- id: asked', '- id: called'), in: ITEMS, at: 'called\n      shuffle: true\n      text:\n        nl: Ravi is terug' },
  { rule: 'unique-ids', broken: 'two options of a step with one id', by: replace(ITEMS, '- id: switch', '- id: stay'), in: ITEMS, at: 'stay\n          key: true' },
  { rule: 'unique-ids', broken: 'two areas with one id', by: replace(ITEMS, '- id: folder', '- id: phone'), in: ITEMS, at: 'phone\n      at: [508' },
  { rule: 'unique-ids', broken: 'two cards with one id', by: all(add(CARD, card()), add('cards/second.yaml', card())), in: 'cards/second.yaml', at: 'kc.example' },
  { rule: 'skills-exist', broken: 'a card about an unknown skill', by: add(CARD, card().replace('skill: ex.lock', 'skill: ex.gone')), in: CARD, at: 'ex.gone' },
  { rule: 'shape', broken: 'a card of two steps', by: add(CARD, card().replace("    - Drie\n", '')), in: CARD, at: '- Een' },
  { rule: 'cards-in-both-languages', broken: 'a card with a step that only Dutch has', by: add(CARD, card().replace("    - Drie\n", "    - Drie\n    - Vier\n")), in: CARD, at: '- One' },
  { rule: 'cards-in-both-languages', broken: 'a card whose Mac is Dutch alone', by: add(CARD, card().replace('  otherwise: Bel', '  variants: [{ device: mac, steps: [Een, Twee, Drie] }]\n  otherwise: Bel')), in: CARD, at: 'title: A card' },
  { rule: 'card-devices-once', broken: 'a card with two answers for one device', by: add(CARD, card().replace('  otherwise: Bel', '  variants: [{ device: mac, steps: [Een, Twee, Drie] }, { device: "mac", steps: [Een, Twee, Drie] }]\n  otherwise: Bel')), in: CARD, at: '"mac"' },
  { rule: 'cards-reviewed', broken: 'a card to be reviewed before its review', by: add(CARD, card().replace('2026-12-31', '2026-10-01')), in: CARD, at: '2026-10-01' },
  { rule: 'cards-reviewed', broken: 'a card that nobody looks at for two years', by: add(CARD, card().replace('2026-12-31', '2028-12-31')), in: CARD, at: '2028-12-31' },
  { rule: 'complete-folders', broken: 'a course without its design', by: without('_example/design.md'), in: '_example/design.md' },
  { rule: 'complete-folders', broken: 'a lesson in the list that has no folder', by: replace(COURSE, '[lock-your-screen]', '[lock-your-screen, gone]'), in: COURSE, at: 'gone' },
  { rule: 'no-orphan-files', broken: 'a picture that nothing names', by: add(`${FOLDER}/media/old.svg`, '<svg xmlns="x" viewBox="0 0 640 360"/>'), in: `${FOLDER}/media/old.svg` },
  { rule: 'no-orphan-files', broken: 'a drawing that no item names', by: add('_example/items/media/old.svg', '<svg xmlns="x" viewBox="0 0 640 360"/>'), in: '_example/items/media/old.svg' },
  { rule: 'no-loose-ends', broken: 'a note to oneself', by: replace(ITEMS, 'Alleen jij komt er', 'TODO Alleen jij'), in: ITEMS, at: 'TODO' },
  { rule: 'known-variables', broken: 'a word of the employer that nobody can fill', by: replace(DUTCH, 'Even koffie', '{{org.koffie}}'), in: DUTCH, at: '{{org.koffie}}' },
  { rule: 'skills-exist', broken: 'a course that teaches an unknown skill', by: replace(COURSE, 'needs: []', 'needs: [ex.gone]'), in: COURSE, at: 'ex.gone' },
  { rule: 'skills-without-cycle', broken: 'a skill that needs itself', by: replace(SKILLS, 'needs: []', 'needs: [ex.lock]'), in: SKILLS, at: '[ex.lock]' },
  { rule: 'skills-taught-before', broken: 'a needed skill that is not taught before', by: replace(SKILLS, 'needs: []', 'needs: [ex.before]'), in: COURSE, at: 'ex.lock]' },
  { rule: 'skills-taught-before', broken: 'a path along a course that is not there', by: add('paths/p.yaml', PATH), in: 'paths/p.yaml', at: 'nowhere' },
  { rule: 'one-lesson-per-skill', broken: 'a skill without a lesson', by: replace(COURSE, 'teaches: [ex.lock]', 'teaches: [ex.lock, ex.more]'), in: COURSE, at: 'ex.more' },
  { rule: 'course-page-length', broken: 'a page of four words', by: add('_example/course.nl.md', 'Dit is te kort.\n'), in: '_example/course.nl.md' },
  { rule: 'enough-items', broken: 'an active course with five items', by: replace(COURSE, 'status: draft', 'status: active'), in: COURSE, at: 'ex.lock]' },
  { rule: 'active-needs-active', broken: 'an active course with a draft skill', by: replace(COURSE, 'status: draft', 'status: active'), in: COURSE, at: 'ex.lock]' },
  { rule: 'active-needs-active', broken: 'an active licence that asks what no active course teaches', by: add('licences/a.yaml', LICENCE), in: 'licences/a.yaml', at: 'ex.lock' },
  { rule: 'active-needs-active', broken: 'an active course that needs a draft skill', by: all(replace(COURSE, 'status: draft', 'status: active'), replace(COURSE, 'needs: []', 'needs: [ex.lock]')), in: COURSE, at: 'ex.lock]\nlessons' },
  { rule: 'active-needs-active', broken: 'an active licence that needs a draft one', by: all(add('licences/a.yaml', LICENCE.replace('active', 'draft')), add('licences/c.yaml', NEEDING)), in: 'licences/c.yaml', at: 'A]' },
  { rule: 'licence-needs', broken: 'a licence that needs one nobody knows', by: add('licences/c.yaml', NEEDING), in: 'licences/c.yaml', at: 'A]' },
  { rule: 'licence-needs', broken: 'a licence that needs another one twice', by: all(add('licences/a.yaml', LICENCE), add('licences/c.yaml', NEEDING.replace('[A]', '[A, A]'))), in: 'licences/c.yaml', at: 'A]' },
  { rule: 'licence-needs', broken: 'two licences that need each other', by: all(add('licences/a.yaml', LICENCE.replace('skills:', 'needs: [C]\nskills:')), add('licences/c.yaml', NEEDING)), in: 'licences/c.yaml', at: '[A]' },
  { rule: 'exam-bounds', broken: 'an exam with its bounds the wrong way round', by: add('licences/a.yaml', LICENCE.replace('min: 15', 'min: 25')), in: 'licences/a.yaml', at: '25, max' },
  { rule: 'exam-bounds', broken: 'an exam of 40 minutes for 24 items', by: add('licences/a.yaml', LICENCE.replace('minutes: 25', 'minutes: 40')), in: 'licences/a.yaml', at: '40, cut' },
  { rule: 'five-cards', broken: 'a lesson with its cards in another order', by: replace(DUTCH, '{try}', '{do}'), in: DUTCH, at: '## {do} Probeer' },
  { rule: 'card-lengths', broken: 'an idea of more than 90 words', by: replace(DUTCH, 'Een open scherm werkt', `${'Nog een zin erbij. '.repeat(15)}Een open scherm werkt`), in: DUTCH, at: '## {idea}' },
  { rule: 'keep-card', broken: 'a last card without something to do today', by: replace(ENGLISH, 'Do this today:', 'Some day:'), in: ENGLISH, at: '## {keep}' },
  { rule: 'lesson-items', broken: 'a lesson that tries an item that is not there', by: replace(LESSON, 'try: ex.lock.001', 'try: ex.lock.009'), in: LESSON, at: 'ex.lock.009' },
  { rule: 'objectives-asked', broken: 'an objective that no item asks', by: replace(LESSON, 'id: o1', 'id: o2'), in: LESSON, at: 'o2' },
  { rule: 'minutes-plausible', broken: 'eight minutes for a lesson of four', by: replace(LESSON, 'minutes: 4', 'minutes: 8'), in: LESSON, at: '8\n' },
  { rule: 'media-exist', broken: 'a picture that is not there', by: without(PICTURE), in: LESSON, at: 'picture.svg' },
  { rule: 'media-exist', broken: 'a link that is not safe', by: replace(DUTCH, 'Een open scherm werkt', '[Kijk](http://voorbeeld.nl)'), in: DUTCH, at: '[Kijk]' },
  { rule: 'safe-drawings', broken: 'a drawing with a script', by: replace(PICTURE, '<circle', '<script/><circle'), in: PICTURE, at: '<script' },
  { rule: 'safe-drawings', broken: 'words in a drawing for both languages', by: replace(DESK, '<circle', '<text>Hoi</text><circle'), in: DESK, at: '<text' },
  { rule: 'media-exist', broken: 'a hotspot without its drawing', by: without(DESK), in: ITEMS, at: 'desk.svg' },
  { rule: 'areas-fit', broken: 'an area that sticks out of the picture', by: replace(ITEMS, '[508, 196, 104, 52]', '[540, 196, 104, 52]'), in: ITEMS, at: '[540, 196' },
  { rule: 'areas-fit', broken: 'an area too small for a thumb', by: replace(ITEMS, '[424, 168, 64, 76]', '[424, 168, 47, 76]'), in: ITEMS, at: '[424, 168' },
  { rule: 'areas-fit', broken: 'an area over another one', by: replace(ITEMS, '[424, 168, 64, 76]', '[391, 168, 64, 76]'), in: ITEMS, at: '[391, 168' },
  { rule: 'areas-fit', broken: 'an alternative text that names the right area', by: replace(ITEMS, 'Een bureau met een laptop waarop', 'De laptop op het bureau waarop'), in: ITEMS, at: 'De laptop op het bureau waarop' },
  { rule: 'scenario-asks', broken: 'a scenario whose situation asks', by: replace(ITEMS, 'er lopen bezoekers langs.', 'er lopen bezoekers langs. Wat nu?'), in: ITEMS, at: 'Ravi werkt aan de balie' },
  { rule: 'scenario-asks', broken: 'a step that asks nothing', by: replace(ITEMS, 'Wat doet Ravi eerst?', 'Hij staat op.'), in: ITEMS, at: 'Een collega roept' },
  { rule: 'item-names', broken: 'an item in the file of another skill', by: replace(ITEMS, 'skill: ex.lock\n', 'skill: ex.other\n'), in: ITEMS, at: 'ex.other' },
  { rule: 'items-rated', broken: 'an active item that nobody rated', by: all(replace(COURSE, 'status: draft', 'status: active'), replace(ITEMS, 'status: draft', 'status: active')), in: ITEMS, at: 'ex.lock.001\n' },
  { rule: 'items-rated', broken: 'an item that the course does not have', by: add(RATINGS, RATED.replace('.001', '.999')), in: RATINGS, at: '[1, 2]' },
  { rule: 'items-rated', broken: 'a rating of another version', by: add(RATINGS, RATED.replace('@1', '@2')), in: RATINGS, at: '[1, 2]' },
  { rule: 'items-rated', broken: 'an item that only one of two readers rated', by: add(RATINGS, RATED.replace('[1, 2]', '[2]')), in: RATINGS, at: '[2]' },
  { rule: 'items-rated', broken: 'an author who rates the own items', by: add(RATINGS, RATED.replace('role:helpdesk', 'role:learning-team')), in: RATINGS, at: 'role:learning-team' },
  { rule: 'items-rated', broken: 'one reader in two places', by: add(RATINGS, RATED.replace('role:helpdesk', 'role:line-staff')), in: RATINGS, at: 'role:line-staff]' },
  { rule: 'shape', broken: 'a level that is not there', by: add(RATINGS, RATED.replace('[1, 2]', '[1, 6]')), in: RATINGS, at: '6]' },
  { rule: 'right-number-of-keys', broken: 'a single item with two keys', by: replace(ITEMS, '    - id: a\n', '    - id: a\n      key: true\n'), in: ITEMS, at: '- id: a' },
  { rule: 'right-number-of-keys', broken: 'a step with two keys', by: replace(ITEMS, '- id: turn\n', '- id: turn\n          key: true\n'), in: ITEMS, at: '- id: lock\n          key' },
  { rule: 'right-number-of-keys', broken: 'a picture without a key', by: replace(ITEMS, '- id: laptop\n      key: true\n', '- id: laptop\n'), in: ITEMS, at: '- id: cabinet' },
  { rule: 'choices-differ', broken: 'two options of a step with the same words', by: replace(ITEMS, 'Hij draait het beeldscherm naar de muur', 'Hij vergrendelt zijn scherm met de toetsen'), in: ITEMS, at: 'last: Hij vergrendelt zijn scherm' },
  { rule: 'change-of-version', broken: 'a change that is about another version', by: replace(ITEMS, 'version: 1\n', 'version: 1\n  change: { version: 2, type: update, nl: De knop heet anders., en: The button has another name. }\n'), in: ITEMS, at: '2, type: update' },
  { rule: 'choices-differ', broken: 'two options with the same words', by: replace(ITEMS, 'Ik zet het beeldscherm uit met de knop.', 'Ik vergrendel mijn scherm met de toetsen'), in: ITEMS, at: 'Ik vergrendel mijn scherm met de toetsen.' },
  { rule: 'key-not-longest', broken: 'a course in which the longest option is the key', by: copiesOfFirst((text, n) => text.replace('met de toetsen.', `met de twee toetsen ${n}.`)), in: ITEMS, at: LAST_OPTIONS },
  { rule: 'options-parallel', broken: 'an option twice as long as the others', by: replace(ITEMS, 'met de toetsen.', 'met de toetsen zodat er niemand anders meer in komt tot ik zelf weer terug ben.'), in: ITEMS, at: 'Ik vergrendel mijn scherm' },
  { rule: 'options-parallel', broken: 'an area with a name twice as long as the others', by: replace(ITEMS, 'De kast naast het bureau,', 'De kast naast het bureau waarin haar papieren en haar tas liggen,'), in: ITEMS, at: 'De kast naast' },
  { rule: 'short-texts', broken: 'a step of more than 40 words', by: replace(ITEMS, 'Een collega roept hem even', `${'Een collega roept hem. '.repeat(10)}Een collega roept hem even`), in: ITEMS, at: 'Een collega roept' },
  { rule: 'short-texts', broken: 'a stem of more than 60 words', by: replace(ITEMS, 'Je staat op voor koffie.', 'Je staat op. '.repeat(21)), in: ITEMS, at: 'Je staat op. Je' },
  { rule: 'no-negative-question', broken: 'a question with "niet"', by: replace(ITEMS, 'Wat doe je eerst?', 'Wat doe je niet?'), in: ITEMS, at: 'Je staat op voor koffie' },
  { rule: 'no-negative-question', broken: 'a step that asks with "niet"', by: replace(ITEMS, 'Wat doet Ravi eerst?', 'Wat doet Ravi niet?'), in: ITEMS, at: 'Een collega roept' },
  { rule: 'no-catch-all-option', broken: 'all of the above', by: replace(ITEMS, 'Ik zet het beeldscherm uit met de knop.', 'Alle bovenstaande antwoorden zijn goed.'), in: ITEMS, at: 'Alle bovenstaande' },
  { rule: 'no-absolute-giveaway', broken: 'a wrong option with "altijd"', by: replace(ITEMS, 'Ik zet het beeldscherm uit', 'Ik zet het beeld altijd uit'), in: ITEMS, at: 'Ik zet het beeld altijd' },
  { rule: 'no-absolute-giveaway', broken: 'a wrong option of a step with "altijd"', by: replace(ITEMS, 'Hij draait het beeldscherm', 'Hij draait het beeld altijd'), in: ITEMS, at: 'Hij draait het beeld altijd' },
  { rule: 'choose-is-said', broken: 'a multiple item that does not say how many', by: replace(ITEMS, / Kies er 2\./, ''), in: ITEMS, at: 'Tarik werkt' },
  { rule: 'order-holds', broken: 'steps against their own order', by: replace(ITEMS, '[save, lock]', '[lock, save]'), in: ITEMS, at: '[lock, save]' },
  { rule: 'match-is-whole', broken: 'a left part without a pair', by: replace(ITEMS, '[shared, out]', '[coffee, out]'), in: ITEMS, at: '[coffee, out]' },
  { rule: 'text-answers', broken: 'an example that is not accepted', by: replace(ITEMS, 'example: { nl: L,', 'example: { nl: K,'), in: ITEMS, at: 'K, en' },
  { rule: 'text-answers', broken: 'a pattern that is none', by: replace(ITEMS, '"^(win|windows)"', '"^(win"'), in: ITEMS, at: '"^(win"' },
  { rule: 'key-positions', broken: 'a file with all keys in the second place', by: copiesOfFirst((text) => text), in: ITEMS, at: LAST_KEY },
  { rule: 'enough-thinking', broken: 'a file that only asks to remember', by: replace(ITEMS, /bloom: (apply|analyse)/g, 'bloom: remember'), in: ITEMS, at: 'remember' },
  { rule: 'exam-apart-from-practice', broken: 'an exam item with the stem of a practice item', by: examCopy((text) => text), in: ITEMS, at: LAST_STEM },
  { rule: 'english-before-active', broken: 'a pilot course without an English lesson', by: all(replace(COURSE, 'status: draft', 'status: pilot'), without(ENGLISH)), in: ENGLISH },
  { rule: 'translation-named', broken: 'a translation that does not say of what', by: replace(ENGLISH, /translates: .*\n/, ''), in: ENGLISH },
  { rule: 'translation-current', broken: 'a Dutch text that moved on, long ago', by: all(replace(DUTCH, 'Even koffie', 'Snel koffie'), replace(COURSE, 'review_by: 2027', 'review_by: 2025')), in: ENGLISH, at: '"' },
  { rule: 'equal-numbers', broken: 'another number in English', by: replace(ITEMS, /At which 2 moments (.*) Choose 2/, 'At which 2 moments $1 Choose 2 of 5'), in: ITEMS, at: 'Tarik works' },
  { rule: 'equal-numbers', broken: 'a number in one lesson only', by: replace(DUTCH, 'met drie korte vragen', 'met 3 korte vragen'), in: ENGLISH, at: '## {do}' },
  { rule: 'equal-lengths', broken: 'an English text of half the length', by: replace(ITEMS, /en: Saving is possible only while the screen is open\./, 'en: First.'), in: ITEMS, at: 'First.' },
  { rule: 'equal-lengths', broken: 'an alternative text of a few words in English', by: replace(ITEMS, /en: A desk with a laptop that shows[^\n]*/, 'en: A desk.'), in: ITEMS, at: 'A desk.' },
  { rule: 'glossary-words', broken: 'a word that the glossary avoids', by: all(add('glossary.yaml', GLOSSARY), replace(DUTCH, 'Oefen nu', 'Schrijf een ticket en oefen nu')), in: DUTCH, at: 'Schrijf een ticket' },
  { rule: 'short-sentences', broken: 'a sentence of more than 25 words', by: replace(DUTCH, 'Oefen nu met', `Oefen ${'en oefen '.repeat(14)}nu met`), in: DUTCH, at: '## {do}' },
];

describe('the rules of the shelf', () => {
  it('find nothing wrong with the example', async () => {
    expect(checkFiles(await exampleFiles(), '2026-11-23').problems).toEqual([]);
  });

  it.each(CASES)('refuse $broken ($rule), with its line and column', async ({ rule, by, in: file, at }) => {
    const files = by(await exampleFiles());
    const text = files.find(({ path }) => path === file)?.text ?? '';
    const { problems, content } = checkFiles(files, '2026-11-23');
    expect(problems.filter((problem) => problem.rule === rule)).toContainEqual(
      expect.objectContaining({
        file,
        ...(at === undefined ? { line: 1, column: 1 } : expectedPlace(text, at)),
      }),
    );
    expect(content).toBeUndefined();
  });

  it('let two steps of a scenario share an option', async () => {
    const same = changed(
      await exampleFiles(),
      ITEMS,
      'Hij laat haar even op zijn naam werken.',
      'Hij draait het beeldscherm naar de muur.',
    );
    expect(checkFiles(same, '2026-11-23').problems).toEqual([]);
  });

  it('let a drawing hold words when there is one for each language', async () => {
    const desk = (await exampleFiles()).find(({ path }) => path === DESK)?.text ?? '';
    const drawn = (word: string) => desk.replace('<circle', `<text>${word}</text><circle`);
    const files = all(
      without(DESK),
      add('_example/items/media/desk.nl.svg', drawn('Lijst')),
      add('_example/items/media/desk.en.svg', drawn('List')),
      replace(ITEMS, 'picture: desk.svg', 'picture: { nl: desk.nl.svg, en: desk.en.svg }'),
    )(await exampleFiles());
    expect(checkFiles(files, '2026-11-23').problems).toEqual([]);
  });

  it('are each broken by an example above', () => {
    const broken = new Set(CASES.map(({ rule }) => rule));
    expect(RULES.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  it('each have a name and a sentence of their own', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
    expect(RULES.filter(({ sentence }) => !/^\S.*\.$/.test(sentence))).toEqual([]);
  });
});

function expectedPlace(text: string, at: string): { line: number; column: number } {
  if (!at.startsWith('last: ')) return placeOf(text, at);
  const passage = at.slice('last: '.length);
  const before = text.slice(0, text.lastIndexOf(passage)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
