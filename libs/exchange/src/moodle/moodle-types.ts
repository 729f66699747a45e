import { expressionsFrom, pairsFrom } from '../own-marks.js';
import type { Question, Words } from '../draft.js';
import { inARow, matchOf, typedOf } from '../foreign-answers.js';
import { choiceOf } from '../foreign-choice.js';
import { anyWords, hasWords } from '../foreign-text.js';
import { TRUTH } from '../gift/read-gift.js';
import { NotImported, type ItemNotes } from '../ledger.js';
import { partIds } from '../part-ids.js';
import { childOf, childrenOf, childText, type XmlElement } from '../xml-tree.js';
import type { MoodleQuestion } from './moodle-question.js';

/** @throws NotImported for types that have no form here */
export function moodleQuestionOf(type: string, question: MoodleQuestion, notes: ItemNotes): Question {
  switch (type) {
    case 'multichoice':
    case 'multichoiceset':
      return choice(question, type === 'multichoiceset', notes);
    case 'truefalse':
      return truth(question, notes);
    case 'shortanswer':
      return shortAnswer(question, notes);
    case 'numerical':
      return numerical(question, notes);
    case 'matching':
      return matching(question);
    case 'ordering':
      return ordering(question, notes);
    case 'essay':
      throw new NotImported('essay', 'an essay is judged by people');
    case 'description':
      throw new NotImported('description', 'a description asks nothing');
    case 'cloze':
      throw new NotImported('cloze', 'several gaps in one text (cloze) have no form here');
    default:
      throw new NotImported('unknown-type', `questions of the type "${type}" have no form here`);
  }
}

const weightOf = (answer: XmlElement): number => Number(answer.attributes['fraction'] ?? '0') || 0;

function choice(question: MoodleQuestion, isAllOrNothing: boolean, notes: ItemNotes): Question {
  const { element } = question;
  const several = isAllOrNothing || /^(false|0)$/.test(childText(element, 'single'));
  const answers = childrenOf(element, 'answer');
  const keys = answers.filter((answer) => weightOf(answer) > 0).length;
  const made = choiceOf(
    answers.map((answer) => ({
      id: answer.attributes['data-id'],
      text: question.words(answer, 'an option'),
      why: question.words(childOf(answer, 'feedback'), 'feedback'),
      // In all-or-nothing questions weights mean no more than right and wrong.
      weight: isAllOrNothing ? (weightOf(answer) > 0 ? 100 : -100) / keys : weightOf(answer),
    })),
    { several, shuffle: !/^(false|0)$/.test(childText(element, 'shuffleanswers')) },
    notes,
  );
  const scoring = isAllOrNothing || question.hasTag('scoring:all') ? 'all' : 'partial';
  return made.type === 'multiple' ? { ...made, scoring } : made;
}

function truth(question: MoodleQuestion, notes: ItemNotes): Question {
  const options = childrenOf(question.element, 'answer').map((answer) => {
    const isTrue = /^true$/i.test(childText(answer, 'text'));
    return {
      text: { nl: TRUTH.nl[isTrue ? 0 : 1], en: TRUTH.en[isTrue ? 0 : 1] },
      why: question.words(childOf(answer, 'feedback'), 'feedback'),
      weight: weightOf(answer),
    };
  });
  return choiceOf(options, { several: false, shuffle: false }, notes);
}

function shortAnswer(question: MoodleQuestion, notes: ItemNotes): Question {
  const answers = childrenOf(question.element, 'answer');
  const own = expressionsFrom(question.element.attributes['data-expressions']);
  if (own !== undefined) return ownAnswers(question, own);
  if (childText(question.element, 'usecase') === '1')
    notes.lose('case', 'capitals count there; here they do not');
  return typedOf(
    answers.map((answer) => ({
      text: childText(answer, 'text'),
      why: question.words(childOf(answer, 'feedback'), 'feedback'),
      weight: weightOf(answer),
    })),
    { language: question.language, stars: true },
    notes,
  );
}

/** Answers of an export of ours: the expressions stand beside them, an example is marked with its languages. */
function ownAnswers(
  question: MoodleQuestion,
  own: Pick<Extract<Question, { type: 'text' }>, 'accept' | 'near'>,
): Question {
  const example: Words = Object.fromEntries(
    childrenOf(question.element, 'answer').flatMap((answer) =>
      (answer.attributes['data-example'] ?? '')
        .split(' ')
        .filter((language) => language !== '')
        .map((language) => [language, childText(answer, 'text')]),
    ),
  );
  return { type: 'text', ...own, why: question.section('why'), example };
}

function numerical(question: MoodleQuestion, notes: ItemNotes): Question {
  const answers = childrenOf(question.element, 'answer');
  if (answers.some((answer) => Number(childText(answer, 'tolerance') || '0') !== 0))
    throw new NotImported('number-range', 'a number with a tolerance has no form here');
  if (childrenOf(childOf(question.element, 'units'), 'unit').length > 0)
    notes.lose('unit', 'the units that may stand behind the number');
  notes.lose('number', 'a number became a text that is typed: other notations of it are not accepted');
  return typedOf(
    answers.map((answer) => ({
      text: childText(answer, 'text'),
      why: question.words(childOf(answer, 'feedback'), 'feedback'),
      weight: weightOf(answer),
    })),
    { language: question.language, stars: false },
    notes,
  );
}

function matching(question: MoodleQuestion): Question {
  const rows = childrenOf(question.element, 'subquestion');
  const texts = rows.map((row) => ({
    left: question.words(row, 'a pair'),
    right: question.words(childOf(row, 'answer'), 'a pair'),
    leftId: row.attributes['data-id'],
    rightId: row.attributes['data-right'],
  }));
  const isOwn = rows.length > 0 && texts.every(({ rightId }) => rightId !== undefined);
  if (!isOwn) return matchOf(texts);
  const right = new Map(
    texts.map((row) => [row.rightId ?? '', { id: row.rightId ?? '', text: row.right, at: row }]),
  );
  const order = (question.element.attributes['data-order'] ?? '').split(' ');
  const asked = texts.filter(({ left }) => hasWords(left));
  return {
    type: 'match',
    left: asked.map(({ leftId, left }) => ({ id: leftId ?? '', text: left })),
    right: [...right.values()]
      .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
      .map(({ id, text }) => ({ id, text })),
    pairs: asked.map(({ leftId, rightId }) => [leftId ?? '', rightId ?? ''] as const),
    why: question.explanations(),
  };
}

function ordering(question: MoodleQuestion, notes: ItemNotes): Question {
  const { element } = question;
  const answers = childrenOf(element, 'answer');
  const ids = partIds(answers.map((answer) => answer.attributes['data-id']));
  const whys = question.explanations();
  const steps = answers.map((answer, index) => ({
    id: ids[index] ?? '',
    text: question.words(answer, 'a step'),
    why: whys[ids[index] ?? ''] ?? question.words(childOf(answer, 'feedback'), 'feedback'),
  }));
  if (steps.filter(({ text }) => hasWords(text)).length < 2)
    throw new NotImported('too-few-steps', `there are ${steps.length} steps`);
  if (new Set(steps.map(({ text }) => anyWords(text))).size < steps.length)
    notes.lose('same-steps', 'two steps have the same text');
  const grading = childText(element, 'gradingtype');
  if (grading !== '' && !/^(ALL_OR_NOTHING|-1)$/.test(grading))
    notes.lose('grading', 'steps count one by one there; here the order is right or not');
  const select = childText(element, 'selecttype');
  if (select !== '' && !/^(ALL|0)$/.test(select))
    notes.lose('selection', 'only some of the steps are shown there');
  return { type: 'order', steps, accept: pairsFrom(element.attributes['data-accept']) ?? inARow(ids) };
}
