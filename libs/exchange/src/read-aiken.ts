import type { Language } from '#content';
import type { Reading } from './draft.js';
import { choiceOf } from './foreign-choice.js';
import { wordsIn } from './foreign-text.js';
import { Ledger, NotImported } from './ledger.js';

const OPTION = /^\s*([A-Z])[.)]\s*(.*)$/;
const ANSWER = /^\s*ANSWER\s*:\s*(.*)$/i;

interface Block {
  line: number;
  stem: string[];
  options: { letter: string; text: string }[];
  answer: string | undefined;
}

/**
 * Aiken (docs.moodle.org/en/Aiken_format): a question, options `A.` or `A)`, and `ANSWER: A`. A question ends at its
 * ANSWER line or where text follows its options. Two letters after ANSWER, which some write, make a multiple item.
 */
export function readAiken(text: string, language: Language): Reading {
  const ledger = new Ledger('aiken');
  for (const block of blocksOf(text)) {
    ledger.item({ name: '', line: block.line, part: '' }, (notes) => ({
      name: '',
      category: [],
      stem: wordsIn(language, block.stem.join('\n')),
      rule: {},
      details: {},
      question: questionOf(block, language, notes),
    }));
  }
  return ledger.close();
}

function questionOf(
  { stem, options, answer }: Block,
  language: Language,
  notes: Parameters<typeof choiceOf>[2],
): ReturnType<typeof choiceOf> {
  if (stem.length === 0) throw new NotImported('no-question', 'there is no question before the options');
  if (options.length === 0) throw new NotImported('no-options', 'no options stand below the question');
  if (answer === undefined) throw new NotImported('no-answer', 'no line ANSWER follows the options');
  const letters = answer
    .toUpperCase()
    .split(/[\s,;&]+|\bEN\b|\bAND\b/)
    .filter((part) => part !== '');
  const unknown = letters.filter((letter) => !options.some((option) => option.letter === letter));
  if (letters.length === 0 || unknown.length > 0)
    throw new NotImported(
      'answer-unknown',
      `ANSWER names ${unknown.join(', ') || 'nothing'}, which is no option`,
    );
  if (new Set(options.map(({ letter }) => letter)).size < options.length)
    throw new NotImported('letters-twice', 'two options have the same letter');
  const right = new Set(letters).size;
  const weight = (letter: string): number => {
    if (right === 1) return letters.includes(letter) ? 100 : 0;
    return (letters.includes(letter) ? 100 : -100) / right;
  };
  return choiceOf(
    options.map(({ letter, text }) => ({ text: wordsIn(language, text), why: {}, weight: weight(letter) })),
    { several: right > 1, shuffle: true },
    notes,
  );
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const [option, answer] = [OPTION.exec(line), ANSWER.exec(line)];
    const isStem = option === null && answer === null;
    if (block === undefined || block.answer !== undefined || (isStem && block.options.length > 0)) {
      block = { line: index + 1, stem: [], options: [], answer: undefined };
      blocks.push(block);
    }
    if (answer) block.answer = (answer[1] ?? '').trim();
    else if (option) block.options.push({ letter: option[1] ?? '', text: option[2] ?? '' });
    else block.stem.push(line.trim());
  });
  return blocks;
}
