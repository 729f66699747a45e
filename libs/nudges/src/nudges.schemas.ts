import { z } from 'zod';
import { pageOf } from '#kernel';
import { PURPOSES } from './nudge.js';

const onOff = z.preprocess((value) => value === 'on' || value === true || value === 'true', z.boolean());

/** A form sends a ticked box or nothing at all, so both are always decided. */
export const changePreferencesForm = z.object({ fewer: onOff, email: onOff });

export const changePreferences = z
  .object({
    fewer: z.boolean().optional().describe('At most one message in seven days'),
    email: z.boolean().optional().describe('Messages by e-mail as well'),
    pausedUntil: z.iso
      .datetime()
      .nullable()
      .optional()
      .describe('No messages until this moment, at most 31 days ahead'),
  })
  .strict();
export type ChangePreferences = z.output<typeof changePreferences>;

export const preferencesView = z.object({
  fewer: z.boolean(),
  email: z.boolean(),
  pausedUntil: z.iso.datetime().nullable(),
  perWeek: z.int(),
});
export type PreferencesView = z.output<typeof preferencesView>;

const line = z.object({
  purpose: z.enum(PURPOSES),
  headline: z.string(),
  text: z.string(),
  reason: z.string(),
  href: z.string(),
});

export const notificationView = z.object({
  id: z.uuid(),
  subject: z.string(),
  intro: z.string(),
  lines: z.array(line),
  href: z.string(),
  byEmail: z.boolean(),
  sentAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type NotificationView = z.output<typeof notificationView>;

export const notificationPage = pageOf(notificationView).extend({
  unread: z.int(),
  /** The next message if nothing else happens. */
  planned: z.object({ at: z.iso.datetime(), headlines: z.array(z.string()) }).nullable(),
});
export type NotificationPage = z.output<typeof notificationPage>;

export const read = z.object({ changed: z.int() });

const count = z.int().min(0);
export const forecastView = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  messages: count,
  people: count,
  days: z.array(
    z.object({
      day: z.iso.date(),
      messages: count,
      lines: count,
      purposes: z.partialRecord(z.enum(PURPOSES), count),
    }),
  ),
  purposes: z.partialRecord(z.enum(PURPOSES), count),
});
export type ForecastView = z.output<typeof forecastView>;
