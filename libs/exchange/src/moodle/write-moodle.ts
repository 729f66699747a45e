import { detailFacts } from '../details.js';
import type { Draft, Question, Report, Words } from '../draft.js';
import { textToHtml } from '../html-text.js';
import { expressionsMark, pairsMark } from '../own-marks.js';
import { answersOf } from '../patterns.js';
import { escapeXml } from '../xml-tree.js';

type Lose = (reason: string, detail: string) => void;

/**
 * Our items as Moodle XML. Both languages stand in one question, in the spans of Moodle's filter "Multi-Language
 * Content"; facts stand in tags; ids of parts and what Moodle has no word for in attributes that Moodle passes over.
 * `reports` tells what a learner in Moodle will not get as here.
 */
export function writeMoodle(drafts: readonly Draft[]): { bytes: Buffer; reports: Report[] } {
  const reports: Report[] = [];
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<quiz>'];
  let category = '';
  for (const draft of drafts) {
    const { question } = draft;
    const about = (outcome: Report['outcome'], reason: string, detail: string): void =>
      void reports.push({ outcome, reason, detail, number: draft.numbers[0] ?? null, name: draft.name, line: null, part: '' }); // prettier-ignore
    if (question.type === 'scenario' || question.type === 'hotspot') {
      about('not-exported', 'no-form', `${NO_FORM[question.type]}; this item is not in the file`);
      continue;
    }
    const path = draft.category.map((part) => part.replace(/\//g, '//')).join('/');
    if (path !== category) lines.push(...categoryLines(path));
    category = path;
    lines.push(
      ...questionLines(draft, question, (reason, detail) => about('imported-without', reason, detail)),
    );
  }
  return { bytes: Buffer.from([...lines, '</quiz>', ''].join('\n')), reports };
}

const categoryLines = (path: string): string[] => [
  '<question type="category">',
  `<category><text>${escapeXml(`$course$/top/${path}`)}</text></category>`,
  '</question>',
];

const NO_FORM = {
  scenario: 'a scenario is not written as Moodle XML (only a cloze could hold its steps)',
  hotspot: 'a question on a picture is not written as Moodle XML',
} as const;

/** What Moodle can ask. */
type MoodleForm = Exclude<Question, { type: 'scenario' | 'hotspot' }>;

const TYPES = { single: 'multichoice', multiple: 'multichoice', order: 'ordering', match: 'matching', text: 'shortanswer' } as const; // prettier-ignore

function questionLines(draft: Draft, question: MoodleForm, lose: Lose): string[] {
  const { details } = draft;
  const source = details.review?.source;
  const marks = { ...(source === undefined ? {} : { 'data-source': source }), ...marksOf(question) };
  return [
    `<question type="${TYPES[question.type]}"${attributes(marks)}>`,
    `<name><text>${escapeXml(draft.name)}</text></name>`,
    text('questiontext', draft.stem),
    `<generalfeedback format="html"><text>${escapeXml(generalFeedback(draft))}</text></generalfeedback>`,
    '<defaultgrade>1</defaultgrade>',
    '<penalty>0</penalty>',
    '<hidden>0</hidden>',
    `<idnumber>${escapeXml(details.id ?? '')}</idnumber>`,
    ...answerLines(question, lose),
    ...tagLines(draft),
    '</question>',
  ];
}

/** What stands on the question itself and Moodle passes over. */
function marksOf(question: MoodleForm): Record<string, string> {
  if (question.type === 'order') return { 'data-accept': pairsMark(question.accept) };
  if (question.type === 'match') return { 'data-order': question.right.map(({ id }) => id).join(' ') };
  return question.type === 'text' ? { 'data-expressions': expressionsMark(question) } : {};
}

function answerLines(question: MoodleForm, lose: Lose): string[] {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return choiceLines(question, lose);
    case 'order':
      return orderLines(question, lose);
    case 'match':
      return matchLines(question);
    case 'text':
      return typedLines(question, lose);
  }
}

function choiceLines(question: Extract<Question, { type: 'single' | 'multiple' }>, lose: Lose): string[] {
  const isSingle = question.type === 'single';
  const share = 100 / question.options.filter(({ key }) => key).length;
  if (!isSingle && question.scoring === 'all')
    lose('grading', 'Moodle gives part marks; here all or nothing');
  const worth = (key: boolean): string => {
    if (isSingle) return key ? '100' : '0';
    return (key ? share : -share).toFixed(5).replace(/\.?0+$/, '');
  };
  return [
    `<single>${isSingle}</single>`,
    `<shuffleanswers>${question.shuffle}</shuffleanswers>`,
    '<answernumbering>none</answernumbering>',
    ...question.options.map(
      ({ id, key, text: words, why }) =>
        `<answer fraction="${worth(key)}" format="html"${attributes({ 'data-id': id })}>${inner(words)}${text('feedback', why)}</answer>`,
    ),
  ];
}

function orderLines(question: Extract<Question, { type: 'order' }>, lose: Lose): string[] {
  const isChain = question.steps
    .slice(1)
    .every(({ id }, index) =>
      question.accept.some(([first, second]) => first === question.steps[index]?.id && second === id),
    );
  if (!isChain) lose('order', 'other orders are right here too; Moodle takes only the one that is listed');
  return [
    '<layouttype>VERTICAL</layouttype>',
    '<selecttype>ALL</selecttype>',
    `<selectcount>${question.steps.length}</selectcount>`,
    '<gradingtype>ALL_OR_NOTHING</gradingtype>',
    '<showgrading>SHOW</showgrading>',
    '<numberingstyle>none</numberingstyle>',
    '<shownumcorrect/>',
    ...question.steps.map(
      ({ id, text: words }, index) =>
        `<answer fraction="${index + 1}" format="html"${attributes({ 'data-id': id })}>${inner(words)}</answer>`,
    ),
  ];
}

function matchLines({ left, right, pairs }: Extract<Question, { type: 'match' }>): string[] {
  const used = new Set(pairs.map(([, to]) => to));
  const row = (leftPart: { id: string; text: Words } | undefined, rightId: string): string => {
    const words = right.find(({ id }) => id === rightId)?.text ?? {};
    const marks = { ...(leftPart ? { 'data-id': leftPart.id } : {}), 'data-right': rightId };
    return `<subquestion format="html"${attributes(marks)}>${inner(leftPart?.text ?? {})}<answer>${inner(words)}</answer></subquestion>`;
  };
  return [
    '<shuffleanswers>true</shuffleanswers>',
    ...pairs.map(([from, to]) =>
      row(
        left.find(({ id }) => id === from),
        to,
      ),
    ),
    // A right part that is left over is a subquestion without a text.
    ...right.filter(({ id }) => !used.has(id)).map(({ id }) => row(undefined, id)),
  ];
}

function typedLines({ accept, near, example }: Extract<Question, { type: 'text' }>, lose: Lose): string[] {
  const examples = new Map<string, string[]>();
  for (const [language, answer] of Object.entries(example))
    examples.set(answer, [...(examples.get(answer) ?? []), language]);
  const expand = (pattern: string): string[] => {
    const answers = answersOf(pattern);
    if (answers === undefined)
      lose(
        'expression',
        `Moodle has no word for the expression ${pattern}: only the examples are right there`,
      );
    return answers ?? [];
  };
  const right = accept.flatMap(({ pattern }) => expand(pattern)).filter((answer) => !examples.has(answer));
  return [
    '<usecase>0</usecase>',
    ...[...examples].map(
      ([answer, languages]) =>
        `<answer fraction="100" format="plain_text"${attributes({ 'data-example': languages.join(' ') })}><text>${escapeXml(answer)}</text></answer>`,
    ),
    ...[...new Set(right)].map(
      (answer) => `<answer fraction="100" format="plain_text"><text>${escapeXml(answer)}</text></answer>`,
    ),
    ...near.flatMap(({ pattern, why }) =>
      expand(pattern).map(
        (answer) =>
          `<answer fraction="0" format="plain_text"><text>${escapeXml(answer)}</text>${text('feedback', why)}</answer>`,
      ),
    ),
  ];
}

/** The rule to remember; Moodle has no place for explanations of steps and pairs, so they are a list below it. */
function generalFeedback({ rule, question }: Draft): string {
  const parts: [id: string, why: Words][] =
    question.type === 'order'
      ? question.steps.map(({ id, why }) => [id, why])
      : question.type === 'match'
        ? Object.entries(question.why)
        : [];
  const list = parts.map(([id, why]) => `<li data-role="part" data-id="${id}">${html(why)}</li>`).join('');
  const why = question.type === 'text' ? `<p data-role="why">${html(question.why)}</p>` : '';
  return `<p data-role="rule">${html(rule)}</p>${why}${list === '' ? '' : `<ul>${list}</ul>`}`;
}

function tagLines({ details, question }: Draft): string[] {
  const facts = detailFacts(details).filter(([name]) => name !== 'id' && name !== 'source');
  const own = facts.map(([name, value]) => `${name}:${value}`);
  const tags = question.type === 'multiple' ? [...own, `scoring:${question.scoring}`] : own;
  return tags.length === 0
    ? []
    : ['<tags>', ...tags.map((tag) => `<tag><text>${escapeXml(tag)}</text></tag>`), '</tags>'];
}

/** Both languages in Moodle's spans; one language as it is. */
function html({ nl, en }: Words): string {
  if (nl === undefined || en === undefined) return textToHtml(nl ?? en ?? '');
  return `<span lang="nl" class="multilang">${textToHtml(nl)}</span><span lang="en" class="multilang">${textToHtml(en)}</span>`;
}

const inner = (words: Words): string => `<text>${escapeXml(html(words))}</text>`;

const text = (element: string, words: Words): string =>
  `<${element} format="html">${inner(words)}</${element}>`;

const attributes = (marks: Readonly<Record<string, string>>): string =>
  Object.entries(marks)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replace(/\n/g, '&#10;')}"`)
    .join('');
