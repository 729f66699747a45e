import type { Pair, Question } from '../draft.js';
import { escapeXml } from '../xml-tree.js';
import { conditionOf, type TextCondition } from './text-condition.js';

type Lose = (reason: string, detail: string) => void;

/** Identifiers of QTI begin with a letter: ours stand behind one for their kind. */
export const KIND = { choice: 'C_', step: 'S_', left: 'L_', right: 'R_', scene: 'T_' } as const;

const RESPONSE = '<qti-variable identifier="RESPONSE"/>';
const base = (type: string, value: string): string =>
  `<qti-base-value base-type="${type}">${escapeXml(value)}</qti-base-value>`;
const set = (outcome: string, value: string): string =>
  `<qti-set-outcome-value identifier="${outcome}">${value}</qti-set-outcome-value>`;
const when = (condition: string, then: string): string =>
  `<qti-response-condition><qti-response-if>${condition}${then}</qti-response-if></qti-response-condition>`;
const full = set('SCORE', base('float', '1'));
const rightAsDeclared = when(`<qti-match>${RESPONSE}<qti-correct identifier="RESPONSE"/></qti-match>`, full);

/** How a response becomes a score of 0 to 1, and which feedback is shown. */
export function processingOf(question: Question, lose: Lose): string {
  const shown = (identifiers: readonly string[]): string =>
    set(
      'FEEDBACK',
      `<qti-multiple>${identifiers.map((id) => base('identifier', id)).join('')}</qti-multiple>`,
    );
  switch (question.type) {
    case 'single':
    case 'multiple': {
      const isPartial = question.type === 'multiple' && question.scoring === 'partial';
      return (isPartial ? mapped : rightAsDeclared) + feedbackFor([RESPONSE]);
    }
    case 'order':
      return orderScore(question, lose) + shown(['RULE', ...question.steps.map(({ id }) => KIND.step + id)]);
    case 'match':
      return mapped + shown(['RULE', ...question.left.map(({ id }) => KIND.left + id)]);
    case 'hotspot':
      return rightAsDeclared + feedbackFor([RESPONSE]);
    case 'scenario': {
      const names = question.steps.map(({ id }) => KIND.scene + id);
      return (
        scenarioScore(names, question.scoring) +
        feedbackFor(names.map((name) => `<qti-variable identifier="${name}"/>`))
      );
    }
    case 'text':
      return shown(['RULE', 'WHY']) + typedScore(question, lose);
  }
}

/** The explanations of what was chosen, and the rule. */
const feedbackFor = (variables: readonly string[]): string =>
  set('FEEDBACK', `<qti-multiple>${variables.join('')}${base('identifier', 'RULE')}</qti-multiple>`);

/** Every response right, or a share for each that is. */
function scenarioScore(names: readonly string[], scoring: 'all' | 'partial'): string {
  const right = (name: string): string =>
    `<qti-match><qti-variable identifier="${name}"/><qti-correct identifier="${name}"/></qti-match>`;
  if (scoring === 'all') return when(`<qti-and>${names.map(right).join('')}</qti-and>`, full);
  const share = base('float', (1 / names.length).toFixed(6));
  const more = set('SCORE', `<qti-sum><qti-variable identifier="SCORE"/>${share}</qti-sum>`);
  return names.map((name) => when(right(name), more)).join('');
}

const mapped = set('SCORE', '<qti-map-response identifier="RESPONSE"/>');

/** Above this many an item would be longer than a bank. */
const MOST_ORDERS = 60;

function orderScore({ steps, accept }: Extract<Question, { type: 'order' }>, lose: Lose): string {
  const orders = ordersOf(
    steps.map(({ id }) => id),
    accept,
    MOST_ORDERS + 1,
  );
  if (orders.length > MOST_ORDERS) {
    lose('order', `more than ${MOST_ORDERS} orders are right here; QTI takes only the one that is listed`);
    return rightAsDeclared;
  }
  if (orders.length === 1) return rightAsDeclared;
  const one = (order: readonly string[]): string =>
    `<qti-match>${RESPONSE}<qti-ordered>${order.map((id) => base('identifier', KIND.step + id)).join('')}</qti-ordered></qti-match>`;
  return when(`<qti-or>${orders.map(one).join('')}</qti-or>`, full);
}

/** Every order of the steps that keeps all pairs, up to `most` of them; the listed one first when it does. */
export function ordersOf(ids: readonly string[], accept: readonly Pair[], most: number): string[][] {
  if (ids.length === 0) return [[]];
  const orders: string[][] = [];
  for (const first of ids) {
    if (orders.length >= most) break;
    if (accept.some(([before, after]) => after === first && ids.includes(before))) continue;
    const others = ids.filter((id) => id !== first);
    for (const rest of ordersOf(others, accept, most - orders.length)) orders.push([first, ...rest]);
  }
  return orders;
}

function typedScore({ accept, near, example }: Extract<Question, { type: 'text' }>, lose: Lose): string {
  const condition = (pattern: string): TextCondition[] => {
    const found = conditionOf(pattern);
    if (found === undefined)
      lose('expression', `QTI has no word for the expression ${pattern}: the examples stand in for it`);
    return found === undefined ? [] : [found];
  };
  const right = accept.flatMap(({ pattern }) => condition(pattern)).map(test);
  const examples = [...new Set(Object.values(example))].map(
    (answer) =>
      `<qti-string-match case-sensitive="false">${RESPONSE}${base('string', answer)}</qti-string-match>`,
  );
  const isRight = `<qti-or>${[...right, ...examples].join('')}</qti-or>`;
  const nearly = near.flatMap(({ pattern }, index) =>
    condition(pattern).map((found) =>
      when(
        `<qti-and><qti-not>${isRight}</qti-not>${test(found)}</qti-and>`,
        set(
          'FEEDBACK',
          `<qti-multiple>${base('identifier', 'RULE')}${base('identifier', 'WHY')}${base('identifier', `NEAR_${index + 1}`)}</qti-multiple>`,
        ),
      ),
    ),
  );
  return when(isRight, full) + nearly.join('');
}

function test({ all, none }: TextCondition): string {
  const fits = (pattern: string): string =>
    `<qti-pattern-match pattern="${escapeXml(pattern)}">${RESPONSE}</qti-pattern-match>`;
  const tests = [...all.map(fits), ...none.map((pattern) => `<qti-not>${fits(pattern)}</qti-not>`)];
  return tests.length === 1 ? (tests[0] ?? '') : `<qti-and>${tests.join('')}</qti-and>`;
}
