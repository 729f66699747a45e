import type { Language } from '#kernel';
import { t } from '#ui';
import type { CardView } from './cards.schemas.js';
import type { LadderStep, Rung } from './front-door.js';
import { FrontDoor } from './front-door.service.js';
import { knowledgePaths } from './knowledge.paths.js';
import type { Findings, Found } from './search.service.js';
import { type ChannelWish, WISHES } from './service.js';
import type { IncidentView, ServiceView } from './services.schemas.js';

/** '2 min', '4 uur': minutes as one reads them on a rung. */
export function roughTime(language: Language, minutes: number): string {
  return minutes < 90
    ? t(language, 'knowledge.minutes', { n: minutes })
    : t(language, 'knowledge.hours', { n: Math.round(minutes / 60) });
}

const ICONS = { self: 'search', colleague: 'team', it: 'laptop' } as const;

/** The ladder: where each rung begins, and what it takes. */
export function ladderModel(language: Language, steps: readonly LadderStep[], trail: string | null) {
  const hrefs: Record<Rung, string> = {
    self: FrontDoor.help(),
    colleague: FrontDoor.ask(trail),
    it: FrontDoor.ticket(trail),
  };
  return steps.map(({ rung, minutes, isMeasured }) => ({
    href: hrefs[rung],
    icon: ICONS[rung],
    label: t(language, `knowledge.rung_${rung}`),
    time: t(language, isMeasured ? 'knowledge.time_measured' : 'knowledge.time_expected', {
      time: roughTime(language, minutes),
    }),
  }));
}

export function helpPage(
  language: Language,
  given: {
    readonly mostUsed: readonly { slug: string; title: string; minutes: number }[];
    readonly ladder: readonly LadderStep[];
    readonly wish: ChannelWish | null;
    readonly incidents: readonly IncidentView[];
    readonly phone: string | null;
  },
) {
  return {
    action: knowledgePaths.search(),
    mostUsed: given.mostUsed.map(({ slug, title, minutes }) => ({
      ...{ title, href: knowledgePaths.card({ slug }), time: roughTime(language, minutes) },
    })),
    ladder: ladderModel(language, given.ladder, null),
    wishes: WISHES.map((value) => ({ value, label: t(language, `knowledge.wish_${value}`) })),
    ...{ wish: given.wish, hasWish: given.wish !== null },
    ended: given.incidents
      .filter(({ closedAt }) => closedAt !== null)
      .map(({ id, title, language: lang, closedAt }) => ({
        title,
        lang,
        closedAt,
        href: knowledgePaths.incident({ id }),
      })),
    ...{
      phone: given.phone?.replaceAll(' ', '\u00a0'),
      call: given.phone && `tel:${given.phone.replace(/[^+\d]/g, '')}`,
    },
  };
}

export function searchPage(
  language: Language,
  given: {
    readonly words: string;
    readonly found: Findings & { readonly trail: string };
    readonly ladder: readonly LadderStep[];
  },
) {
  const { words, found, ladder } = given;
  return {
    ...{ words, action: knowledgePaths.search(), isGap: found.isGap },
    results: found.results.map((one) => resultModel(language, one, found.trail)),
    ladder: ladderModel(language, ladder, found.trail).slice(1),
  };
}

function resultModel(language: Language, { kind, hit, helpers }: Found, trail: string) {
  const label = t(language, `knowledge.kind_${kind}`);
  if (!hit) {
    const people = helpers.map(({ name, why, isFreeNow }) => ({ name, why, isFreeNow }));
    return { label, isPeople: true, people, href: FrontDoor.ask(trail) };
  }
  const hrefs: Record<typeof hit.kind, string> = {
    card: knowledgePaths.card({ slug: hit.ref, trail }),
    incident: knowledgePaths.incident({ id: hit.ref }),
    lesson: knowledgePaths.lesson({ id: hit.ref }),
    service: knowledgePaths.service({ slug: hit.ref }),
    ticket: knowledgePaths.ticket({ id: hit.ref }),
  };
  const { title, summary, language: lang } = hit;
  return { label, title, summary, lang, href: hrefs[hit.kind], tone: kind === 'incident' ? 'warn' : 'muted' };
}

export function cardPage(
  language: Language,
  card: CardView,
  given: {
    readonly trail: string | null;
    readonly skill: string | null;
    readonly lesson: { id: string; title: string; minutes: number } | null;
    readonly ladder: readonly LadderStep[];
  },
) {
  const { slug, device, devices } = card;
  const { trail, lesson } = given;
  const tab = (value: string | null) => ({
    href: knowledgePaths.card({ slug, trail, device: value }),
    label: t(language, `knowledge.device_${value ?? 'any'}`),
    current: value === device,
  });
  return {
    ...{ card, trail, device, skill: given.skill },
    action: knowledgePaths.cardOutcome({ slug }),
    time: roughTime(language, card.minutes),
    steps: card.steps.map((text, index) => ({ text, number: index + 1 })),
    tabs: devices.length > 0 ? [tab(null), ...devices.map(tab)] : [],
    lesson: lesson && { ...lesson, href: knowledgePaths.lesson({ id: lesson.id }) },
    ladder: ladderModel(language, given.ladder, trail).slice(1),
  };
}

export function serviceModel(language: Language, service: ServiceView) {
  const { channel, address, right, known } = service;
  const links: Readonly<Record<string, string>> = { phone: 'tel:', mail: 'mailto:' };
  const isWeb = /^https:\/\//.test(address ?? '');
  const link = links[channel];
  return {
    ...service,
    href: knowledgePaths.service({ slug: service.slug }),
    channelName: t(language, `knowledge.channel_${channel}`),
    addressHref: !address ? null : isWeb ? address : link ? `${link}${address.replace(/\s/g, '')}` : null,
    rightText:
      right &&
      t(language, right.isAllowed ? 'knowledge.you_may' : 'knowledge.you_need', { category: right.category }),
    rightTone: right?.isAllowed ? 'ok' : 'warn',
    knownText: known && t(language, 'knowledge.known_by', { percent: known.percent, n: known.n }),
  };
}
