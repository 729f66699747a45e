import type { DraftScene, DraftStep, Pair, Question, Words } from '../draft.js';
import { inARow, typedOf } from '../foreign-answers.js';
import { choiceOf, type ForeignOption } from '../foreign-choice.js';
import { anyWords, hasWords, wordsIn } from '../foreign-text.js';
import { NotImported } from '../ledger.js';
import { expressionsFrom, pairsFrom } from '../own-marks.js';
import { partIds } from '../part-ids.js';
import { below, childrenOf, type XmlElement } from '../xml-tree.js';
import { withoutKind } from './qti-names.js';
import type { QtiItem } from './qti-item.js';
import { hotspotOf } from './qti-hotspot.js';
import { weightsOf, type QtiResponse } from './qti-response.js';

/** @throws NotImported for interactions that have no form here */
export function qtiQuestionOf(item: QtiItem): Question {
  if (item.interactions.length > 1) return scenario(item);
  switch (item.interaction.name) {
    case 'choiceInteraction':
      return choice(item, item.choices('simpleChoice'));
    case 'inlineChoiceInteraction':
      return choice(item, item.choices('inlineChoice'));
    case 'hotspotInteraction':
      return hotspot(item);
    case 'orderInteraction':
      return order(item);
    case 'matchInteraction':
      return match(item);
    case 'textEntryInteraction':
    case 'extendedTextInteraction':
      return typed(item);
    default:
      throw new NotImported(
        'unknown-interaction',
        `the interaction ${item.interaction.name} has no form here`,
      );
  }
}

type Choice = Extract<Question, { type: 'single' | 'multiple' }>;

const idOf = ({ attributes }: XmlElement): string => attributes['identifier'] ?? '';

function choice(item: QtiItem, choices: readonly XmlElement[]): Question {
  return chosen(
    item,
    choices.map((element) => ({ identifier: idOf(element), text: item.words(element, 'an option') })),
    item.interaction.attributes['shuffle'] === 'true',
  );
}

function chosen(
  item: QtiItem,
  choices: readonly { identifier: string; text: Words }[],
  shuffle: boolean,
  response: QtiResponse = item.response,
): Choice {
  const { notes } = item;
  const weights = weightsOf(
    response,
    choices.map(({ identifier }) => identifier),
  );
  const options = choices.map(({ identifier, text }, index): ForeignOption => ({
    id: withoutKind(identifier).replace(/^.*\./, ''),
    text,
    why: item.feedback(identifier),
    weight: weights[index] ?? 0,
  }));
  const made = choiceOf(options, { several: !response.isSingle, shuffle }, notes);
  // Without a mapping an item of QTI is right as a whole or wrong as a whole.
  return made.type === 'multiple'
    ? { ...made, scoring: response.mapped.size === 0 ? 'all' : 'partial' }
    : made;
}

/** Several choices of one in one item: a scenario. How the steps count together is told by its processing. */
function scenario(item: QtiItem): Question {
  const ids = partIds(
    item.interactions.map(({ attributes }) => withoutKind(attributes['responseIdentifier'] ?? '')),
  );
  const steps = item.interactions.map((interaction, index): DraftScene => {
    const choices = item.choices('simpleChoice', interaction).map((element) => ({
      ...{ identifier: idOf(element), text: item.words(element, 'an option') },
    }));
    const shuffle = interaction.attributes['shuffle'] === 'true';
    const { options } = chosen(item, choices, shuffle, item.responses[index]);
    return { id: ids[index] ?? '', text: item.asked(index), shuffle, options };
  });
  if (hasWords(item.rest())) item.notes.lose('text', 'the text behind the last question');
  const processing = childrenOf(item.root, 'responseProcessing').flatMap(below);
  const counted = processing.some(({ name }) => name === 'sum' || name === 'mapResponse');
  return { type: 'scenario', scoring: counted || processing.length === 0 ? 'partial' : 'all', steps };
}

/** A picture of which one place is right, or else labels of places as options. */
function hotspot(item: QtiItem): Question {
  if (item.response.isSingle && item.response.correct.length === 1) return hotspotOf(item);
  const labelled = item.choices('hotspotChoice').map((spot) => ({
    identifier: idOf(spot),
    text: wordsIn(item.language, spot.attributes['hotspotLabel'] ?? ''),
  }));
  if (labelled.length === 0 || !labelled.every(({ text }) => hasWords(text)))
    throw new NotImported(
      'unknown-interaction',
      'a picture with several right places, and places that have no label',
    );
  item.notes.lose('picture', 'the picture and its places; their labels became options');
  return chosen(item, labelled, false);
}

function order(item: QtiItem): Question {
  const { response, notes, interaction } = item;
  const choices = item.choices('simpleChoice');
  const right = response.correct.flatMap(
    (identifier) => choices.find((element) => idOf(element) === identifier) ?? [],
  );
  if (right.length < 2) throw new NotImported('no-right-order', 'it does not say which order is right');
  if (right.length < choices.length)
    notes.lose('steps', `${choices.length - right.length} steps that belong nowhere`);
  const ids = partIds(right.map((element) => withoutKind(idOf(element))));
  const steps = right.map((element, index): DraftStep => ({
    id: ids[index] ?? '',
    text: item.words(element, 'a step'),
    why: item.feedback(idOf(element)),
  }));
  if (response.mapped.size > 0)
    notes.lose('grading', 'steps count one by one there; here the order is right or not');
  return { type: 'order', steps, accept: pairsFrom(interaction.attributes['data-accept']) ?? inARow(ids) };
}

function match(item: QtiItem): Question {
  const { response, notes } = item;
  const [left = [], right = []] = childrenOf(item.interaction, 'simpleMatchSet').map((set) =>
    below(set).filter(({ name }) => name === 'simpleAssociableChoice'),
  );
  const pairs = (response.correct.length > 0 ? response.correct : [...response.mapped.keys()])
    .map((pair) => pair.split(/\s+/))
    .filter(
      ([from, to]) => left.some((part) => idOf(part) === from) && right.some((part) => idOf(part) === to),
    );
  const rightOf = (part: XmlElement): string[] =>
    pairs.flatMap(([from, to]) => (from === idOf(part) && to !== undefined ? [to] : []));
  if (left.some((part) => rightOf(part).length > 1))
    throw new NotImported('many-pairs', 'a left part belongs to more than one right part');
  const asked = left.filter((part) => rightOf(part).length === 1);
  if (asked.length < 2) throw new NotImported('too-few-pairs', `there are ${asked.length} pairs`);
  for (const part of left.filter((one) => !asked.includes(one)))
    notes.lose('pair', `"${anyWords(item.words(part, 'a pair'))}" belongs to nothing there`);
  if (new Set([...response.mapped.values()].filter((value) => value > 0)).size > 1)
    notes.lose('weight', 'pairs do not count the same there');
  const leftIds = partIds(asked.map((part) => withoutKind(idOf(part))));
  const rightIds = partIds(right.map((part) => withoutKind(idOf(part))));
  const why = asked.map((part, index) => [leftIds[index] ?? '', item.feedback(idOf(part))] as const);
  return {
    type: 'match',
    left: asked.map((part, index) => ({ id: leftIds[index] ?? '', text: item.words(part, 'a pair') })),
    right: right.map((part, index) => ({ id: rightIds[index] ?? '', text: item.words(part, 'a pair') })),
    pairs: asked.map((part, index): Pair => {
      const to = right.findIndex((one) => idOf(one) === rightOf(part)[0]);
      return [leftIds[index] ?? '', rightIds[to] ?? ''];
    }),
    why: Object.fromEntries(why.filter(([, words]) => hasWords(words))),
  };
}

function typed(item: QtiItem): Question {
  const { response, notes, interaction, language } = item;
  const own = expressionsFrom(interaction.attributes['data-expressions']);
  const [example] = response.correct;
  if (own !== undefined)
    return { type: 'text', ...own, why: item.feedback('WHY'), example: wordsIn(language, example ?? '') };
  const inexact = below(item.root).some(
    ({ name, attributes }) => name === 'equal' && (attributes['toleranceMode'] ?? 'exact') !== 'exact',
  );
  if (inexact) throw new NotImported('number-range', 'a number with a tolerance has no form here');
  const best = Math.max(0, ...response.mapped.values());
  const worth = new Map([
    ...[...response.mapped].map(
      ([answer, value]) => [answer, best === 0 ? 0 : (value / best) * 100] as const,
    ),
    ...response.correct.map((answer) => [answer, 100] as const),
  ]);
  if (worth.size === 0) throw new NotImported('essay', 'a text without a right answer is judged by people');
  if (/^(float|integer)$/.test(response.baseType))
    notes.lose('number', 'a number became a text that is typed: other notations of it are not accepted');
  if (response.caseSensitive) notes.lose('case', 'capitals count there; here they do not');
  const answers = [...worth].map(([text, weight]) => ({ text, weight, why: {} }));
  return typedOf(answers, { language, stars: false }, notes);
}
