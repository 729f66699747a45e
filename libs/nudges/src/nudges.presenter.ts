import { formatDate, formatDateTime, formatNumber, formatTime, t } from '#ui';
import type { Actor, Language } from '#kernel';
import type { Forecast } from './forecast.js';
import type { InboxMessage } from './inbox.queries.js';
import { dayText, localMoment } from './local-time.js';
import { messageWords, type MessageWords } from './message-words.js';
import { gather, PURPOSES, type Purpose } from './nudge.js';
import { nudgesPaths } from './nudges.paths.js';
import type { NotificationPage, NotificationView, PreferencesView } from './nudges.schemas.js';
import type { Inbox } from './nudges.service.js';
import type { PreferenceRow } from './preferences.queries.js';
import { toNudge } from './recipients.queries.js';
import type { NudgeRules, SendWindow } from './send-windows.js';

type Reader = Pick<Actor, 'language' | 'zone'>;

/** The words of a message as it was when it went out, in the reader's language of today. */
export function wordsOf(reader: Reader, message: InboxMessage): MessageWords {
  const { day } = localMoment(message.sentAt.getTime(), reader.zone);
  return messageWords(reader.language, message.kind, message.nudges, day);
}

export function presentInbox(reader: Reader, inbox: Inbox): NotificationPage {
  const planned = inbox.planned;
  return {
    items: inbox.items.map((message) => presentNotification(reader, message)),
    next: inbox.next,
    unread: inbox.unread,
    planned: planned && {
      at: planned.at.toString(),
      headlines: plannedHeadlines(reader, planned),
    },
  };
}

export function presentNotification(reader: Reader, message: InboxMessage): NotificationView {
  const words = wordsOf(reader, message);
  const { day } = localMoment(message.sentAt.getTime(), reader.zone);
  const purposes = gather(message.nudges.map(toNudge), day).map(({ lead }) => lead.purpose);
  return {
    id: message.id,
    subject: words.subject,
    intro: words.intro,
    lines: words.lines.map(({ headline, text, reason, href }, index) => ({
      purpose: purposes[index] ?? 'required',
      headline,
      text,
      reason,
      href,
    })),
    href: words.href,
    byEmail: message.channel === 'email',
    sentAt: message.sentAt.toISOString(),
    readAt: message.readAt?.toISOString() ?? null,
  };
}

export function presentPreferences(
  preferences: PreferenceRow,
  rules: NudgeRules,
  nowMs: number,
): PreferencesView {
  const paused =
    preferences.pausedUntil && preferences.pausedUntil.getTime() > nowMs ? preferences.pausedUntil : null;
  return {
    fewer: preferences.perWeek !== null,
    email: preferences.emailOn,
    pausedUntil: paused?.toISOString() ?? null,
    perWeek: Math.min(preferences.perWeek ?? rules.perWeek, rules.perWeek),
  };
}

/** View model of /notifications. */
export function inboxPage(
  actor: Actor,
  inbox: Inbox,
  preferences: PreferenceRow & { email: string | null },
  rules: NudgeRules,
  nowMs: number,
): Record<string, unknown> {
  const { language, zone } = actor;
  const chosen = presentPreferences(preferences, rules, nowMs);
  return {
    items: inbox.items.map((message) => {
      const words = wordsOf(actor, message);
      const isList = words.lines.length > 1;
      return {
        id: message.id,
        title: words.subject,
        meta: formatDateTime(language, message.sentAt, zone),
        intro: words.intro,
        lines: isList ? words.lines.map(({ headline, text }) => ({ headline, text })) : [],
        reason: words.lines[0]?.reason ?? '',
        isNew: message.readAt === null,
        byEmail: message.channel === 'email',
        openLabel: words.button,
        openPath: nudgesPaths.open({ id: message.id }),
      };
    }),
    hasUnread: inbox.unread > 0,
    older: inbox.next ? nudgesPaths.list({ after: inbox.next }) : null,
    planned: inbox.planned && {
      when: t(language, 'nudges.next_on', {
        date: formatDate(language, dayOf(inbox.planned.at.epochMilliseconds, zone), 'long'),
        time: formatTime(language, inbox.planned.at, zone),
      }),
      headlines: plannedHeadlines(actor, inbox.planned),
    },
    paused: chosen.pausedUntil
      ? t(language, 'nudges.paused_until', { date: formatDateTime(language, chosen.pausedUntil, zone) })
      : null,
    fewer: chosen.fewer,
    fewerHint: t(language, 'nudges.fewer_hint', { n: rules.perWeek }),
    email: preferences.email,
    emailOn: chosen.email,
    emailHint: preferences.email ? t(language, 'nudges.email_hint', { email: preferences.email }) : '',
  };
}

/** View model of /nudges/forecast. */
export function forecastPage(actor: Actor, forecast: Forecast, rules: NudgeRules): Record<string, unknown> {
  const { language } = actor;
  const number = (value: number): string => formatNumber(language, value);
  // A dash is easier to look past than a nought.
  const orDash = (value: number): string => (value === 0 ? '–' : number(value));
  const days = forecast.days.filter(({ messages }) => messages > 0);
  const busiest = days.reduce<(typeof days)[number] | null>(
    (top, day) => (top && top.messages >= day.messages ? top : day),
    null,
  );
  const shown = PURPOSES.filter((purpose) => (forecast.purposes[purpose] ?? 0) > 0);
  return {
    isEmpty: forecast.messages === 0,
    rules: t(language, 'nudges.forecast_rules', {
      n: rules.perWeek,
      windows: windowsInWords(language, rules.windows),
    }),
    stats: [
      { label: t(language, 'nudges.forecast_messages'), value: number(forecast.messages) },
      { label: t(language, 'nudges.forecast_people'), value: number(forecast.people) },
      {
        label: t(language, 'nudges.forecast_busiest'),
        value: busiest ? formatDate(language, busiest.day, 'day') : '',
        note: busiest
          ? `${number(busiest.messages)} ${t(language, 'nudges.forecast_messages').toLowerCase()}`
          : '',
      },
    ],
    heads: [
      { label: t(language, 'nudges.forecast_day') },
      { label: t(language, 'nudges.forecast_messages'), num: true },
      ...shown.map((purpose) => ({ label: purposeWord(language, purpose), num: true })),
    ],
    days: days.map((day) => ({
      day: formatDate(language, day.day, 'day'),
      cells: [day.messages, ...shown.map((purpose) => day.purposes[purpose] ?? 0)].map(orDash),
    })),
    totals: [forecast.messages, ...shown.map((purpose) => forecast.purposes[purpose] ?? 0)].map(number),
  };
}

export function purposeWord(language: Language, purpose: Purpose): string {
  return t(language, `nudges.purpose_${purpose.replaceAll('-', '_')}`);
}

function windowsInWords(language: Language, windows: readonly SendWindow[]): string {
  const words = windows.map(({ from, to }) =>
    t(language, 'nudges.between', { from: clock(from), to: clock(to) }),
  );
  return words.reduce((first, second) => t(language, 'nudges.and', { first, second }));
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function plannedHeadlines({ language, zone }: Reader, planned: NonNullable<Inbox['planned']>): string[] {
  const { day } = localMoment(planned.at.epochMilliseconds, zone);
  return messageWords(language, 'digest', planned.nudges, day).lines.map(({ headline }) => headline);
}

function dayOf(atMs: number, zone: string): string {
  return dayText(localMoment(atMs, zone).day);
}
