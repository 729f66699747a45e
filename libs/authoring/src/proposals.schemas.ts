import { z } from 'zod';

const choice = z.string().trim().min(1).max(120);
const why = z.string().trim().min(3).max(400);

/** A question with one right and two wrong answers, each with its explanation, in the proposer's own language. */
export const proposeItem = z
  .object({
    stem: z.string().trim().min(20).max(600),
    right: choice,
    rightWhy: why,
    wrong1: choice,
    wrong1Why: why,
    wrong2: choice,
    wrong2Why: why,
  })
  .refine(({ right, wrong1, wrong2 }) => new Set([right, wrong1, wrong2].map(plain)).size === 3, {
    path: ['wrong2'],
    error: 'authoring.choices_differ',
  });
export type ProposeItem = z.output<typeof proposeItem>;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? '';

/** An author's decision, with words for who proposed it. */
export const decideProposal = z.object({
  outcome: z.enum(['approved', 'declined']),
  answer: z.string().trim().min(3).max(1000),
});
export type DecideProposal = z.output<typeof decideProposal>;

export const ownProposal = z.object({
  id: z.uuid(),
  skill: z.string(),
  language: z.enum(['nl', 'en']),
  stem: z.string(),
  options: z.array(z.object({ text: z.string(), why: z.string(), key: z.literal(true).optional() })),
  proposedAt: z.iso.datetime(),
  outcome: z.enum(['approved', 'declined']).nullable(),
  answer: z.string().nullable(),
});
export type OwnProposal = z.output<typeof ownProposal>;
export const ownProposalList = z.object({ items: z.array(ownProposal) });

/** For authors, with who proposed it: a colleague's work may have a name. */
export const authorProposal = ownProposal.extend({
  proposer: z.object({ id: z.uuid(), name: z.string() }),
  problems: z.array(
    z.object({ rule: z.string(), sentence: z.string(), message: z.string(), field: z.string() }),
  ),
});
export type AuthorProposal = z.output<typeof authorProposal>;
export const authorProposalList = z.object({ items: z.array(authorProposal) });
