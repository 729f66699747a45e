import { z } from 'zod';

const bothLanguages = z.object({ nl: z.string(), en: z.string() });

export const lessonEffect = z.object({
  skill: z.string(),
  name: bothLanguages,
  /** People who did the lesson, and people they are compared with. */
  treated: z.int(),
  controls: z.int(),
  /** -0.2 is twenty per cent fewer tickets than without the lesson; with its 95 % interval. */
  change: z.number(),
  low: z.number(),
  high: z.number(),
  verdict: z.enum(['fewer', 'more', 'no-evidence']),
});
export type LessonEffect = z.output<typeof lessonEffect>;

/** What a company gets stuck on. Every topic is one that at least five people had. */
export const demandView = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  topics: z.array(
    z.object({
      skill: z.string(),
      name: bothLanguages,
      tickets: z.int(),
      solvedSelf: z.int(),
      solvedPeer: z.int(),
      months: z.array(z.object({ month: z.iso.date(), tickets: z.int() })),
    }),
  ),
  deflection: z.object({ occasions: z.int(), loose: z.int(), strict: z.int() }),
  effects: z.array(lessonEffect),
});
export type DemandView = z.output<typeof demandView>;

/** What a team gets stuck on: at most three topics, most people first, without any number. */
export const teamHelpView = z.object({
  from: z.iso.date(),
  until: z.iso.date(),
  topics: z.array(z.object({ skill: z.string(), name: bothLanguages })),
  /** Why there is nothing: too few people in the team, or no topic that five of them had. */
  hidden: z.enum(['team-too-small', 'nothing-to-tell']).nullable(),
});
export type TeamHelpView = z.output<typeof teamHelpView>;
