import { PICTURE, type Language } from '#content';
import { detailFacts } from '../details.js';
import type { Draft, DraftScene, Question, Words } from '../draft.js';
import { textToHtml } from '../html-text.js';
import { expressionsMark, pairsMark } from '../own-marks.js';
import { escapeXml } from '../xml-tree.js';
import { KIND, processingOf } from './qti-processing.js';

/** The folder of a package in which drawings stand. */
export const MEDIA = 'media';

type Lose = (reason: string, detail: string) => void;
type Say = (words: Words) => string;

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd';

/** One item in one language as QTI 3.0 (1EdTech, ASI 3.0). Our own facts stand in data attributes of its body. */
export function writeItem(draft: Draft, identifier: string, language: Language, lose: Lose): string {
  const { question } = draft;
  const say: Say = (words) => textToHtml(words[language] ?? '');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<qti-assessment-item xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${NAMESPACE} ${SCHEMA}" identifier="${escapeXml(identifier)}" title="${escapeXml(draft.name)}" adaptive="false" time-dependent="false" xml:lang="${language}">`,
    ...responsesOf(question, language).map(declaration),
    outcome('SCORE', '0'),
    outcome('MAXSCORE', '1'),
    '<qti-outcome-declaration identifier="FEEDBACK" cardinality="multiple" base-type="identifier"/>',
    `<qti-item-body${attributes(Object.fromEntries(detailFacts(draft.details).map(([name, value]) => [`data-${name}`, value])))}>`,
    `<p>${say(draft.stem)}</p>`,
    interaction(question, say, (file) => `${'../'.repeat(draft.category.length)}${MEDIA}/${file}`, language),
    '</qti-item-body>',
    `<qti-response-processing>${processingOf(question, lose)}</qti-response-processing>`,
    ...feedbacks(draft).map(
      ([id, words]) =>
        `<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="${id}" show-hide="show"><qti-content-body><p>${say(words)}</p></qti-content-body></qti-modal-feedback>`,
    ),
    '</qti-assessment-item>',
    '',
  ].join('\n');
}

const outcome = (identifier: string, value: string): string =>
  `<qti-outcome-declaration identifier="${identifier}" cardinality="single" base-type="float"><qti-default-value><qti-value>${value}</qti-value></qti-default-value></qti-outcome-declaration>`;

function declaration({ identifier, cardinality, type, correct, worth }: Declared): string {
  const entries = worth.map(
    ([key, value]) => `<qti-map-entry map-key="${escapeXml(key)}" mapped-value="${value}"/>`,
  );
  const mapping =
    worth.length === 0
      ? ''
      : `<qti-mapping lower-bound="0" upper-bound="1" default-value="0">${entries.join('')}</qti-mapping>`;
  const values = correct.map((value) => `<qti-value>${escapeXml(value)}</qti-value>`).join('');
  return `<qti-response-declaration identifier="${identifier}" cardinality="${cardinality}" base-type="${type}"><qti-correct-response>${values}</qti-correct-response>${mapping}</qti-response-declaration>`;
}

interface Declared {
  readonly identifier: string;
  readonly cardinality: 'single' | 'multiple' | 'ordered';
  readonly type: 'identifier' | 'directedPair' | 'string';
  readonly correct: readonly string[];
  readonly worth: readonly (readonly [string, string])[];
}

const share = (parts: number): string => (1 / parts).toFixed(6);

/** What is right: one response, or one for each step of a scenario. */
function responsesOf(question: Question, language: Language): Declared[] {
  if (question.type !== 'scenario') return [{ identifier: 'RESPONSE', ...responseOf(question, language) }];
  return question.steps.map((step) => ({
    ...{ identifier: KIND.scene + step.id, cardinality: 'single', type: 'identifier', worth: [] },
    correct: step.options.filter(({ key }) => key).map(({ id }) => optionOf(step.id, id)),
  }));
}

/** Options of two steps may have the same id; identifiers of an item may not. */
const optionOf = (step: string, id: string): string => `${KIND.choice}${step}.${id}`;

function responseOf(
  question: Exclude<Question, { type: 'scenario' }>,
  language: Language,
): Omit<Declared, 'identifier'> {
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const correct = question.options.filter(({ key }) => key).map(({ id }) => KIND.choice + id);
      if (question.type === 'single')
        return { cardinality: 'single', type: 'identifier', correct, worth: [] };
      const worth = question.options.map(
        ({ id, key }) => [KIND.choice + id, (key ? '' : '-') + share(correct.length)] as const,
      );
      const isPartial = question.scoring === 'partial';
      return { cardinality: 'multiple', type: 'identifier', correct, worth: isPartial ? worth : [] };
    }
    case 'order':
      return {
        cardinality: 'ordered',
        type: 'identifier',
        correct: question.steps.map(({ id }) => KIND.step + id),
        worth: [],
      };
    case 'match': {
      const correct = question.pairs.map(([from, to]) => `${KIND.left}${from} ${KIND.right}${to}`);
      const worth = correct.map((pair) => [pair, share(correct.length)] as const);
      return { cardinality: 'multiple', type: 'directedPair', correct, worth };
    }
    case 'hotspot': {
      const correct = question.areas.filter(({ key }) => key).map(({ id }) => KIND.choice + id);
      return { cardinality: 'single', type: 'identifier', correct, worth: [] };
    }
    case 'text':
      return {
        cardinality: 'single',
        type: 'string',
        correct: [question.example[language] ?? ''],
        worth: [],
      };
  }
}

function interaction(
  question: Question,
  say: Say,
  href: (file: string) => string,
  language: Language,
): string {
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const most = question.type === 'single' ? 1 : question.options.filter(({ key }) => key).length;
      const choices = question.options.map(({ id, text }) =>
        choice('qti-simple-choice', KIND.choice + id, say(text)),
      );
      return `<qti-choice-interaction response-identifier="RESPONSE" shuffle="${question.shuffle}" max-choices="${most}">${choices.join('')}</qti-choice-interaction>`;
    }
    case 'order': {
      const steps = question.steps.map(({ id, text }) =>
        choice('qti-simple-choice', KIND.step + id, say(text)),
      );
      return `<qti-order-interaction response-identifier="RESPONSE" shuffle="true"${attributes({ 'data-accept': pairsMark(question.accept) })}>${steps.join('')}</qti-order-interaction>`;
    }
    case 'match': {
      const set = (parts: readonly { id: string; text: Words }[], kind: string, most: number): string =>
        `<qti-simple-match-set>${parts.map(({ id, text }) => choice('qti-simple-associable-choice', kind + id, say(text), ` match-max="${most}"`)).join('')}</qti-simple-match-set>`;
      const { left, right } = question;
      return `<qti-match-interaction response-identifier="RESPONSE" shuffle="true" max-associations="${left.length}">${set(left, KIND.left, 1)}${set(right, KIND.right, left.length)}</qti-match-interaction>`;
    }
    case 'scenario':
      return question.steps.map((step) => scene(step, say)).join('');
    case 'hotspot':
      return hotspot(question, href, language);
    case 'text':
      return `<p><qti-text-entry-interaction response-identifier="RESPONSE" expected-length="60"${attributes({ 'data-expressions': expressionsMark(question) })}/></p>`;
  }
}

function scene({ id, text, shuffle, options }: DraftScene, say: Say): string {
  const choices = options.map((option) =>
    choice('qti-simple-choice', optionOf(id, option.id), say(option.text)),
  );
  return `<qti-choice-interaction response-identifier="${KIND.scene}${id}" shuffle="${shuffle}" max-choices="1"><qti-prompt>${say(text)}</qti-prompt>${choices.join('')}</qti-choice-interaction>`;
}

/** Rectangles of QTI are left, top, right and bottom. */
function hotspot(
  { picture, alt, areas }: Extract<Question, { type: 'hotspot' }>,
  href: (file: string) => string,
  language: Language,
): string {
  const file = picture[language];
  const image = attributes({
    src: file === undefined ? '' : href(file),
    alt: alt[language] ?? '',
    width: String(PICTURE.width),
    height: String(PICTURE.height),
  });
  const spots = areas.map(({ id, text, at: [x, y, width, height] }) => {
    const coords = [x, y, x + width, y + height].join(',');
    return `<qti-hotspot-choice identifier="${KIND.choice}${id}" shape="rect" coords="${coords}"${attributes({ 'hotspot-label': text[language] ?? '' })}/>`;
  });
  return `<qti-hotspot-interaction response-identifier="RESPONSE" max-choices="1"><img${image}/>${spots.join('')}</qti-hotspot-interaction>`;
}

const choice = (element: string, identifier: string, text: string, more = ''): string =>
  `<${element} identifier="${identifier}"${more}>${text}</${element}>`;

/** Explanations by the identifier under which they are shown. */
function feedbacks({ rule, question }: Draft): [identifier: string, words: Words][] {
  const always: [string, Words][] = [['RULE', rule]];
  switch (question.type) {
    case 'single':
    case 'multiple':
      return [...question.options.map(({ id, why }): [string, Words] => [KIND.choice + id, why]), ...always];
    case 'order':
      return [...question.steps.map(({ id, why }): [string, Words] => [KIND.step + id, why]), ...always];
    case 'match':
      return [
        ...Object.entries(question.why).map(([id, why]): [string, Words] => [KIND.left + id, why]),
        ...always,
      ];
    case 'hotspot':
      return [...question.areas.map(({ id, why }): [string, Words] => [KIND.choice + id, why]), ...always];
    case 'scenario':
      return [
        ...question.steps.flatMap((step) =>
          step.options.map(({ id, why }): [string, Words] => [optionOf(step.id, id), why]),
        ),
        ...always,
      ];
    case 'text':
      return [
        ...question.near.map(({ why }, index): [string, Words] => [`NEAR_${index + 1}`, why]),
        ['WHY', question.why],
        ...always,
      ];
  }
}

const attributes = (marks: Readonly<Record<string, string>>): string =>
  Object.entries(marks)
    .map(([name, value]) => ` ${name}="${escapeXml(value).replace(/\n/g, '&#10;')}"`)
    .join('');
