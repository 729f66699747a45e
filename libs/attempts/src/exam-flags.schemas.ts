import { z } from 'zod';

/** What somebody saw when they looked; the person whose exam it is may read it. */
export const inspectFlag = z.object({ note: z.string().trim().min(3).max(1000) });
export type InspectFlag = z.output<typeof inspectFlag>;

export const flagView = z.object({
  /** The exam's id. */
  id: z.uuid(),
  category: z.string(),
  flaggedAt: z.string(),
  /** Null when the speed was no reason. */
  rapid: z.object({ count: z.int(), answered: z.int(), share: z.number() }).nullable(),
  /** The index l_z* (about N(0, 1)); null when the pattern of answers was no reason. */
  personFit: z.number().nullable(),
  /** HR only. */
  person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  inspectedAt: z.string().nullable(),
  /** HR only. */
  inspectedBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type FlagView = z.output<typeof flagView>;

export const flagList = z.object({ waiting: z.int(), items: z.array(flagView) });
export type FlagList = z.output<typeof flagList>;
