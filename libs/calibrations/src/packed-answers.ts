import type { ExamAnswer } from './answer-source.js';

/** Answers as columns, in their order: buffers that move to a thread instead of being copied one by one. */
export interface PackedAnswers {
  readonly items: readonly string[];
  readonly person: Int32Array<ArrayBuffer>;
  readonly exam: Int32Array<ArrayBuffer>;
  /** Place in `items`. */
  readonly item: Int32Array<ArrayBuffer>;
  readonly itemVersion: Int32Array<ArrayBuffer>;
  /** 0 nl, 1 en. */
  readonly language: Uint8Array<ArrayBuffer>;
  readonly correct: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970. */
  readonly at: Float64Array<ArrayBuffer>;
}

export function packAnswers(answers: readonly ExamAnswer[]): PackedAnswers {
  const size = answers.length;
  const places = new Map<string, number>();
  const packed = {
    ...{ person: new Int32Array(size), exam: new Int32Array(size), item: new Int32Array(size) },
    ...{ itemVersion: new Int32Array(size), language: new Uint8Array(size), correct: new Uint8Array(size) },
    at: new Float64Array(size),
  };
  for (const [i, answer] of answers.entries()) {
    if (!places.has(answer.itemId)) places.set(answer.itemId, places.size);
    packed.person[i] = answer.person;
    packed.exam[i] = answer.exam;
    packed.item[i] = places.get(answer.itemId)!;
    packed.itemVersion[i] = answer.itemVersion;
    packed.language[i] = answer.language === 'en' ? 1 : 0;
    packed.correct[i] = answer.correct ? 1 : 0;
    packed.at[i] = answer.at.getTime();
  }
  return { items: [...places.keys()], ...packed };
}

export function unpackAnswers(packed: PackedAnswers): ExamAnswer[] {
  return Array.from(packed.person, (person, i) => ({
    ...{ person, exam: packed.exam[i]!, language: packed.language[i] === 1 ? 'en' : 'nl' },
    ...{ itemId: packed.items[packed.item[i]!]!, itemVersion: packed.itemVersion[i]! },
    ...{ correct: packed.correct[i] === 1, at: new Date(packed.at[i]!) },
  }));
}

/** The buffers of packed answers, to be moved and not copied. */
export function buffersOf(packed: PackedAnswers): ArrayBuffer[] {
  const { person, exam, item, itemVersion, language, correct, at } = packed;
  return [person, exam, item, itemVersion, language, correct, at].map(({ buffer }) => buffer);
}

/** One byte for every flag. */
export const packFlags = (flags: readonly boolean[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(flags, (flag) => (flag ? 1 : 0));
