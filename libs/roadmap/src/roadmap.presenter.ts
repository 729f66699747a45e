import { daysBetween, type Language } from '#kernel';
import { burnUp, type BurnUpChart, formatDate, formatPercent, t } from '#ui';
import {
  isOpen,
  isUnannounced,
  type MilestoneState,
  needed,
  type Phase,
  PHASES,
  shareOf,
} from './milestone.js';
import { outlook, planLine } from './pace.js';
import type { KnownBy } from './ports.js';
import { roadmapPaths } from './roadmap.paths.js';
import type { StoredMilestone, StoredVision, TakenSnapshot } from './roadmap.queries.js';
import type { MilestoneView, OwnMilestone, SnapshotView, VisionView } from './roadmap.schemas.js';

type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'muted';
const STATE_TONES: Readonly<Record<MilestoneState, Tone>> = {
  planned: 'muted',
  announced: 'info',
  reached: 'ok',
  missed: 'bad',
};
const STATE_ICONS: Readonly<Record<MilestoneState, string>> = {
  planned: 'calendar',
  announced: 'send',
  reached: 'check',
  missed: 'x',
};

const MINE_LOOKS = {
  to_do: { tone: 'info', icon: 'flag' },
  watch: { tone: 'warn', icon: 'clock' },
  done: { tone: 'ok', icon: 'check' },
  none: { tone: 'muted', icon: 'minus' },
} as const;

export function presentVision({ version, text, writtenAt }: StoredVision): VisionView {
  return { version, text, writtenAt: writtenAt.toISOString() };
}

export function presentSnapshot(snapshot: TakenSnapshot): SnapshotView {
  return { ...snapshot, share: shareOf(snapshot) };
}

export function presentMilestone(milestone: StoredMilestone): MilestoneView {
  const { announcedAt, latest, ...rest } = milestone;
  return {
    ...rest,
    announcedAt: announcedAt?.toISOString() ?? null,
    latest: latest && presentSnapshot(latest),
  };
}

export const stateTag = (language: Language, state: MilestoneState) => ({
  text: t(language, `roadmap.state_${state}`),
  tone: STATE_TONES[state],
  icon: STATE_ICONS[state],
});

/** The roadmap as a page: the phases in order, each with its milestones. `steered` are HR's figures, by milestone. */
export function roadmapPage(
  language: Language,
  vision: VisionView | null,
  milestones: readonly OwnMilestone[],
  {
    steered,
    known,
  }: {
    steered: ReadonlyMap<string, StoredMilestone> | null;
    known: ReadonlyMap<string, KnownBy>;
  },
  today: string,
): Record<string, unknown> {
  const card = (milestone: OwnMilestone) => ({
    ...milestoneCard(language, milestone, today),
    known: knownLine(language, known.get(milestone.id)),
    ...(steered ? steering(language, steered.get(milestone.id)) : {}),
  });
  const ofPhase = (phase: Phase) =>
    milestones
      .filter((milestone) => milestone.phase === phase)
      // What lies behind reads backwards: the latest first.
      .sort((a, b) => (phase === 'past' ? -1 : 1) * (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
      .map(card);
  const phases = PHASES.map((phase) => ({
    phase,
    title: t(language, `roadmap.phase_${phase}`),
    lead: t(language, `roadmap.phase_${phase}_lead`),
    empty: t(language, `roadmap.phase_${phase}_none`),
    milestones: ofPhase(phase),
  }));
  // One button on the page is the thing to do now; the others stay quiet.
  const first = phases.flatMap((each) => each.milestones).find(({ mine }) => mine.href !== null);
  return {
    vision: vision && vision.text[language],
    writtenAt: vision?.writtenAt,
    phases: phases
      .filter(({ phase, milestones: own }) => phase !== 'past' || own.length > 0)
      .map((each) => ({
        ...each,
        milestones: each.milestones.map((own) => ({ ...own, isFirst: own === first })),
      })),
    isEmpty: milestones.length === 0,
    isForNobodyHere: milestones.length > 0 && milestones.every(({ isForMe }) => !isForMe),
    maySteer: steered !== null,
  };
}

function milestoneCard(language: Language, milestone: OwnMilestone, today: string) {
  const { id, category, target, dueOn, share, countedOn, isShareHidden } = milestone;
  return {
    id,
    title: milestone.title[language],
    text: milestone.text[language],
    tag: stateTag(language, milestone.state),
    due: t(language, 'roadmap.due', { day: formatDate(language, dueOn, 'long') }),
    goal: t(language, 'roadmap.goal', {
      audience: milestone.audience[language],
      target: formatPercent(language, target / 100),
      category,
    }),
    mine: ownLine(language, milestone, today),
    share: share === null ? null : Math.floor(share * 100),
    shareText:
      share === null
        ? null
        : t(language, 'roadmap.share', {
            share: formatPercent(language, Math.floor(share * 100) / 100),
            target: formatPercent(language, target / 100),
          }),
    counted: countedOn === null ? null : t(language, 'roadmap.counted_on', { day: countedOn }),
    withoutShare:
      share !== null ? null : t(language, isShareHidden ? 'roadmap.share_hidden' : 'roadmap.share_none'),
  };
}

/** What a milestone means for the reader: one word, one sentence, and the one thing to do. */
export function ownLine(
  language: Language,
  milestone: OwnMilestone,
  today: string,
): { tag: string; text: string; tone: Tone; icon: string; href: string | null } {
  const { category, dueOn, validUntil, isForMe, isHeld, state } = milestone;
  const line = (kind: 'to_do' | 'watch' | 'done' | 'none', key: string, isToDo = false) => ({
    tag: t(language, `roadmap.mine_tag_${kind}`),
    text: t(language, key, {
      category,
      day: formatDate(language, dueOn, 'long'),
      until: validUntil ?? '',
      days: Math.max(0, daysBetween(today, dueOn)),
    }),
    ...MINE_LOOKS[kind],
    href: isToDo ? roadmapPaths.learn() : null,
  });
  if (!isForMe) return line('none', 'roadmap.mine_not_concerned');
  if (isHeld && isOpen(state) && validUntil !== null && validUntil < dueOn) {
    return line('watch', 'roadmap.mine_held_too_short', true);
  }
  if (isHeld) return line('done', validUntil === null ? 'roadmap.mine_held' : 'roadmap.mine_held_until');
  if (!isOpen(state)) return line('none', 'roadmap.mine_past', true);
  return dueOn < today ? line('watch', 'roadmap.mine_late', true) : line('to_do', 'roadmap.mine_to_do', true);
}

/** How many know of it, with its interval; '' while nobody measured. */
function knownLine(language: Language, known: KnownBy | undefined): string {
  if (!known) return '';
  return t(language, 'roadmap.known', {
    share: formatPercent(language, known.value),
    low: formatPercent(language, known.low),
    high: formatPercent(language, known.high),
  });
}

function steering(language: Language, milestone: StoredMilestone | undefined) {
  if (!milestone) return {};
  return {
    href: roadmapPaths.show({ id: milestone.id }),
    isUnannounced: isUnannounced(milestone),
    figures: figures(language, milestone),
  };
}

/** Holders, audience and what is still needed, for HR. */
function figures(language: Language, { latest, target }: StoredMilestone): string {
  if (!latest) return t(language, 'roadmap.share_none');
  const { audience, holders } = latest;
  return t(language, 'roadmap.figures', { audience, holders, needed: needed(target, audience) });
}

/** HR's page of one milestone. */
export function milestonePage(
  language: Language,
  milestone: StoredMilestone,
  categoryTitle: string,
  snapshots: readonly TakenSnapshot[],
  reach: { audience: number; messages: number; told: number },
  told: readonly { readonly name: string; readonly toldAt: string }[],
): Record<string, unknown> {
  const { id, announcement, latest, target, dueOn, state } = milestone;
  const fact = (term: string, text: string) => ({ term: t(language, term), text });
  return {
    id,
    title: milestone.title[language],
    text: milestone.text[language],
    tag: stateTag(language, state),
    figures: figures(language, milestone),
    facts: [
      fact('roadmap.field_audience', milestone.audience[language]),
      fact('roadmap.field_category', categoryTitle),
      fact('roadmap.field_target', formatPercent(language, target / 100)),
      fact('roadmap.field_due', formatDate(language, dueOn, 'long')),
      ...(latest ? [fact('roadmap.fact_share', shareLine(language, latest))] : []),
      ...(milestone.decidedOn
        ? [fact(`roadmap.fact_${state}`, formatDate(language, milestone.decidedOn, 'long'))]
        : []),
    ],
    isOpen: isOpen(state),
    isRemovable: state === 'planned',
    isUnannounced: isUnannounced(milestone),
    isAudienceEmpty: isOpen(state) && reach.audience === 0,
    chart: chartOf(language, milestone, snapshots),
    announcement: announcement && {
      text: announcement[language],
      when: announcementLine(language, milestone),
      reach: t(language, 'roadmap.reach', { ...reach, known: reach.audience - reach.messages }),
      messages: reach.messages,
      maySend: isOpen(state) && reach.messages > 0,
    },
    told,
    toldCount: reach.told,
  };
}

function shareLine(language: Language, snapshot: TakenSnapshot): string {
  const share = shareOf(snapshot);
  return t(language, 'roadmap.fact_share_text', {
    share: share === null ? '–' : formatPercent(language, Math.floor(share * 100) / 100),
    holders: snapshot.holders,
    audience: snapshot.audience,
    day: snapshot.takenOn,
  });
}

function announcementLine(language: Language, { announcement, announcedAt, state }: StoredMilestone): string {
  const day = announcement?.on ?? '';
  if (announcedAt !== null) return t(language, 'roadmap.announced_on', { day });
  return t(language, isOpen(state) ? 'roadmap.announces_on' : 'roadmap.never_announced', { day });
}

/** Holders per day against the plan and the goal, under a headline that says where it is heading. */
export function chartOf(
  language: Language,
  { target, dueOn, state }: Pick<StoredMilestone, 'target' | 'dueOn' | 'state'>,
  snapshots: readonly TakenSnapshot[],
): BurnUpChart | null {
  const last = snapshots.at(-1);
  if (!last) return null;
  const goal = needed(target, last.audience);
  const done = snapshots.map(({ takenOn, holders }) => ({ on: takenOn, value: holders }));
  const heading = outlook(done, goal, dueOn);
  const key = isOpen(state) ? heading.kind : state;
  const args = {
    goal,
    holders: last.holders,
    toGo: Math.max(0, goal - last.holders),
    day: 'expectedOn' in heading ? heading.expectedOn : dueOn,
    due: dueOn,
  };
  return burnUp({
    language,
    headline: t(language, `roadmap.chart_${key.replace(/-/g, '_')}`, args),
    done,
    plan: planLine(done, goal, dueOn),
    target: goal,
    words: {
      done: t(language, 'roadmap.chart_word_done'),
      plan: t(language, 'roadmap.chart_word_plan'),
      target: t(language, 'roadmap.chart_word_target'),
      day: t(language, 'roadmap.chart_word_day'),
    },
  });
}
