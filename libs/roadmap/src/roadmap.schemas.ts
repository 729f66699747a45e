import { z } from 'zod';
import { ruleSchema } from '#audiences';
import { pageOf } from '#kernel';
import { MILESTONE_STATES, PHASES } from './milestone.js';

export const TITLE_MAX = 120;
export const TEXT_MAX = 2000;
export const VISION_MAX = 6000;

const both = (most: number) =>
  z.strictObject({ nl: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });
const bothView = z.object({ nl: z.string(), en: z.string() });
const day = z.iso.date();

/** `version` is the one that was read; when somebody wrote another since, the writing is refused. */
export const writeVision = z.strictObject({ text: both(VISION_MAX), version: z.int().min(0) });
export type WriteVision = z.output<typeof writeVision>;

export const milestoneInput = z
  .strictObject({
    title: both(TITLE_MAX),
    /** What it means for people. */
    text: both(TEXT_MAX),
    category: z.string().regex(/^[A-Z][A-Z0-9+-]{0,7}$/),
    rule: ruleSchema,
    /** Percentage of the audience that must hold the category. */
    target: z.int().min(1).max(100),
    dueOn: day,
    announcement: z.strictObject({ ...both(TEXT_MAX).shape, on: day }).nullable(),
  })
  .meta({ id: 'MilestoneInput' });
export type MilestoneInput = z.output<typeof milestoneInput>;

export const changeMilestone = z.strictObject({ ...milestoneInput.shape, version: z.int().min(1) });
export type ChangeMilestone = z.output<typeof changeMilestone>;

/** `messages` is the number that the sender was shown; when it has grown since, nothing is sent. */
export const announceNow = z.object({ messages: z.coerce.number().int().min(0) });
export type AnnounceNow = z.output<typeof announceNow>;

export const visionView = z.object({ version: z.int(), text: bothView, writtenAt: z.iso.datetime() });
export type VisionView = z.output<typeof visionView>;

const snapshotView = z.object({
  takenOn: day,
  audience: z.int(),
  holders: z.int(),
  share: z.number().min(0).max(1).nullable(),
});
export type SnapshotView = z.output<typeof snapshotView>;
export const snapshotsView = z.object({ items: z.array(snapshotView) });

export const milestoneView = z.object({
  ...milestoneInput.shape,
  id: z.uuid(),
  version: z.int(),
  state: z.enum(MILESTONE_STATES),
  /** The rule as a sentence. */
  audience: bothView,
  announcedAt: z.iso.datetime().nullable(),
  decidedOn: day.nullable(),
  latest: snapshotView.nullable(),
});
export type MilestoneView = z.output<typeof milestoneView>;
export const milestonePage = pageOf(milestoneView);

/** What a cursor of either list must hold to be one of ours. */
export const milestonePlace = z.tuple([day, z.uuid()]);
export const toldPlace = z.tuple([z.iso.datetime(), z.string(), z.uuid()]);

export const announcedView = z.object({ messages: z.int() });
export const toldPage = pageOf(z.object({ personId: z.uuid(), name: z.string(), toldAt: z.iso.datetime() }));

/** One milestone as somebody reads it for themselves. */
export const ownMilestone = z.object({
  id: z.uuid(),
  title: bothView,
  text: bothView,
  category: z.string(),
  target: z.int(),
  dueOn: day,
  state: z.enum(MILESTONE_STATES),
  phase: z.enum(PHASES),
  audience: bothView,
  isForMe: z.boolean(),
  isHeld: z.boolean(),
  validUntil: day.nullable(),
  /** Share of the audience that holds the category; null when not counted yet, or not shown because the group is small. */
  share: z.number().min(0).max(1).nullable(),
  isShareHidden: z.boolean(),
  countedOn: day.nullable(),
});
export type OwnMilestone = z.output<typeof ownMilestone>;
export const ownRoadmap = z.object({ vision: visionView.nullable(), milestones: z.array(ownMilestone) });
export type OwnRoadmap = z.output<typeof ownRoadmap>;
