import { z } from 'zod';
import type { Pair, Question } from './draft.js';

/** `save lock, lock look`: pairs of part ids, as our exports write them in an attribute; undefined when there are none. */
export function pairsFrom(mark: string | undefined): Pair[] | undefined {
  if (mark === undefined) return undefined;
  return mark.split(',').flatMap((pair): Pair[] => {
    const [first, second] = pair.trim().split(' ');
    return first !== undefined && second !== undefined ? [[first, second]] : [];
  });
}

export const pairsMark = (pairs: readonly Pair[]): string => pairs.map((pair) => pair.join(' ')).join(', ');

type Typed = Extract<Question, { type: 'text' }>;
type Expressions = Pick<Typed, 'accept' | 'near'>;

const expressions = z.object({
  accept: z.array(z.object({ lang: z.enum(['nl', 'en', 'any']), pattern: z.string() })),
  near: z.array(
    z.object({ pattern: z.string(), why: z.object({ nl: z.string(), en: z.string() }).partial() }),
  ),
});

/** The regular expressions of a text item: no other format has a place for them, so they stand in an attribute as JSON. */
export const expressionsMark = ({ accept, near }: Expressions): string => JSON.stringify({ accept, near });

/** Undefined when there is no such attribute, or when it is not as we write it. */
export function expressionsFrom(mark: string | undefined): Expressions | undefined {
  if (mark === undefined) return undefined;
  try {
    return expressions.safeParse(JSON.parse(mark)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // somebody changed it: the answers beside it are read
    throw error;
  }
}
