import { z } from 'zod';
import { pageQuery } from '#kernel';

const day = z.iso.date();
const link = z.string();

const teamView = z.enum(['direct', 'all', 'due']);
export const teamFilter = z.object({ view: teamView.default('direct') }).extend({
  ...pageQuery.shape,
  limit: z.coerce.number().int().min(1).max(200).default(25),
});
export type TeamFilter = z.output<typeof teamFilter>;

const category = z.string().min(1).max(20);
export const reminderItem = z.object({ personId: z.uuid(), category });
export type ReminderItem = z.output<typeof reminderItem>;
/** As many as one request names and a page lets one choose from; everybody in a view may be more. */
export const MOST_CHOSEN = 200;
const everybody = z.object({ everybody: teamView });
/** These people, or everybody in a view of the team who needs it today. */
export const askReminders = z.union([
  everybody,
  z.object({ items: z.array(reminderItem).min(1).max(MOST_CHOSEN) }),
]);
export type AskReminders = z.output<typeof askReminders>;

/** How many people will hear it, later or at once, and how many will not and why. */
export const remindersAsked = z.object({
  requested: z.int(),
  /** Of those: the messages of this week are used up, or nobody is told now. */
  later: z.int(),
  remindedThisWeek: z.int(),
  away: z.int(),
  notNeeded: z.int(),
});
export type RemindersAsked = z.output<typeof remindersAsked>;

/** A form or a link names each reminder as `person category`, or a view. */
export const reminderForm = z.union([
  everybody,
  z
    .object({
      item: z.preprocess(
        (value) => (value === undefined ? [] : [value].flat()),
        z
          .array(
            z
              .string()
              .transform((text) => ({
                personId: text.split(' ')[0] ?? '',
                category: text.split(' ')[1] ?? '',
              }))
              .pipe(reminderItem),
          )
          .min(1, 'home.choose_somebody')
          .max(MOST_CHOSEN),
      ),
    })
    .transform(({ item }) => ({ items: item })),
]);

const cell = z.object({
  category,
  state: z.enum([
    'held',
    'permit',
    'expiring',
    'suspended',
    'lapsed',
    'overdue',
    'due-soon',
    'due',
    'paused',
    'not-needed',
  ]),
  /** The day it ends or is due. */
  date: day.nullable(),
  text: z.string(),
});
export const teamPage = z.object({
  summary: z.object({
    people: z.int(),
    inOrder: z.int(),
    expiringIn30Days: z.int(),
    overdue: z.int(),
    nextOn: day.nullable(),
  }),
  /** Leaders whose people are in it because the viewer stands in for them, until that day. */
  standIns: z.array(z.object({ managerId: z.uuid(), name: z.string(), until: day })),
  items: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      team: z.string(),
      isAway: z.boolean(),
      cells: z.array(cell),
    }),
  ),
  next: z.string().nullable(),
});
export type TeamPageView = z.output<typeof teamPage>;

const action = z.object({
  why: z.enum([
    'open-exam',
    'away',
    'required',
    'refresh',
    'renewal',
    'updated',
    'review',
    'own-choice',
    'done',
  ]),
  category: z.string().nullable(),
  title: z.string(),
  reason: z.string(),
  minutes: z.int().nullable(),
  url: link.nullable(),
});
export const todayView = z.object({
  on: day,
  action,
  also: z.array(action),
  licences: z.array(
    z.object({
      category: z.string(),
      state: z.string(),
      text: z.string(),
      /** What the person still knows; theirs alone. Null without any review. */
      memory: z
        .object({
          percent: z.int().min(0).max(100),
          band: z.enum(['green', 'amber', 'red']),
          text: z.string(),
          next: z.string().nullable(),
          keeps: z.string(),
        })
        .nullable(),
      refreshBy: day.nullable(),
    }),
  ),
  /** Who waits for this person: a colleague who asks, a survey that drew them. */
  waiting: z.array(z.object({ kind: z.enum(['ask', 'survey']), title: z.string(), url: link })),
});
export type TodayView = z.output<typeof todayView>;

export const overviewView = z.object({
  on: day,
  people: z.int(),
  asked: z.int(),
  inOrder: z.int(),
  inOrderShare: z.number().nullable(),
  overdue: z.int(),
  expiringIn30Days: z.int(),
  days: z.array(z.object({ on: day, asked: z.int(), inOrder: z.int() })),
  pace: z.object({ left: z.int(), perDay: z.number(), doneOn: day.nullable() }).nullable(),
  attention: z.array(z.object({ key: z.string(), count: z.int(), url: link })),
});
export type OverviewView = z.output<typeof overviewView>;
