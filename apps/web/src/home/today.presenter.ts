import { daysBetween, type Language } from '#kernel';
import { licencesPaths, type MemoryView, presentMemory, refreshLine } from '#licences';
import { pathsPaths, reasonWords } from '#paths';
import type { RequirementView } from '#policies';
import { t } from '#ui';
import { HOLDS, type Standing } from './facts.js';
import type { TodayView } from './home.schemas.js';
import type { TodayPage, Waiting } from './today.service.js';
import type { Candidate, TodayFacts } from './today.js';

interface Line {
  readonly category: string;
  readonly state: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'info' | 'muted';
  readonly icon: string;
  readonly label: string;
  readonly text: string;
  readonly why: string | null;
  readonly memory: MemoryView | null;
  readonly refresh: string | null;
  readonly refreshBy: string | null;
}

interface Action {
  readonly why: Candidate['why'];
  readonly category: string | null;
  readonly title: string;
  readonly reason: string;
  readonly label: string;
  readonly minutes: number | null;
  readonly url: string | null;
}

/** The model of the Today page: one action, what else is due, and one line per licence. */
export function presentToday(page: TodayPage, language: Language, name: string): Record<string, unknown> {
  const { facts, today } = page;
  const category = facts.categories.find((each) => each.category === today.hero.category);
  const done = category ? category.lessons.total - category.lessons.left : 0;
  const showsProgress =
    category !== undefined && done > 0 && category.lessons.left > 0 && today.hero.why !== 'review';
  return {
    greeting: t(language, 'home.greeting', { name: name.split(' ')[0] ?? name }),
    hero: {
      ...presentAction(today.hero, page, language),
      eyebrow: t(language, `home.eyebrow_${today.hero.why.replace('-', '_')}`),
      plan: presentPlan(page, language),
      ...(showsProgress && category
        ? {
            progress: Math.round((done / category.lessons.total) * 100),
            progressLabel: t(language, 'home.lessons_done', { done, total: category.lessons.total }),
          }
        : {}),
    },
    also: today.also.map((candidate) => presentAction(candidate, page, language)),
    lines: licenceLines(page, language),
    nextReview: facts.reviews.due === 0 ? facts.reviews.nextOn : null,
    waiting: page.waiting.map((one) => waitingLine(one, language)),
    learnHref: pathsPaths.learn(),
    licencesHref: licencesPaths.wallet(),
  };
}

const waitingLine = (
  one: Waiting,
  language: Language,
): { kind: Waiting['kind']; title: string; url: string } => ({
  kind: one.kind,
  title:
    one.kind === 'ask'
      ? t(language, 'home.waiting_ask', { name: one.asker })
      : t(language, 'home.waiting_survey'),
  url: one.url,
});

export function presentTodayView(page: TodayPage, language: Language): TodayView {
  const strip = ({ why, category, title, reason, minutes, url }: Action): TodayView['action'] => ({
    why,
    category,
    title,
    reason,
    minutes,
    url,
  });
  return {
    on: page.facts.today,
    action: strip(presentAction(page.today.hero, page, language)),
    also: page.today.also.map((candidate) => strip(presentAction(candidate, page, language))),
    licences: licenceLines(page, language).map(({ category, state, text, memory, refreshBy }) => ({
      category,
      state,
      text,
      memory: memory && pick(memory),
      refreshBy,
    })),
    waiting: page.waiting.map((one) => waitingLine(one, language)),
  };
}

const pick = ({ percent, band, text, next, keeps }: MemoryView) => ({ percent, band, text, next, keeps });

function presentAction(candidate: Candidate, page: TodayPage, language: Language): Action {
  const { why, category, step } = candidate;
  const isIdle = why === 'away' || why === 'done' || step === null || step.kind === 'none';
  return {
    why,
    category,
    title: titleOf(candidate, page.facts, language),
    reason: reasonOf(candidate, page, language),
    label: isIdle ? '' : t(language, `home.start_${why === 'open-exam' ? 'open_exam' : step.kind}`),
    minutes: isIdle || step.minutes === 0 ? null : step.minutes,
    url: isIdle ? null : step.url,
  };
}

function titleOf({ why, category, step }: Candidate, facts: TodayFacts, language: Language): string {
  if (why === 'away') return t(language, 'home.title_away');
  if (why === 'open-exam') return t(language, 'home.title_open_exam');
  if (why === 'done') return t(language, category ? 'home.title_waiting' : 'home.title_done');
  if (step?.title) return t(language, 'home.title_lesson', { title: step.title[language] });
  const args = { category: category ?? '', n: facts.reviews.due };
  return t(
    language,
    `home.title_${(why === 'renewal' || why === 'refresh') && step?.kind === 'exam' ? why : step?.kind}`,
    args,
  );
}

/** Why this, now: the date of a duty and where it comes from, else what the room itself says. */
function reasonOf(
  { why, category, step, requirement, standing }: Candidate,
  page: TodayPage,
  language: Language,
): string {
  const { facts } = page;
  if (why === 'away') {
    const until = facts.awayUntil;
    return until ? t(language, 'home.reason_away_until', { date: until }) : t(language, 'home.reason_away');
  }
  if (why === 'done' && !step) {
    const next = facts.reviews.nextOn;
    return next ? t(language, 'home.reason_done_until', { date: next }) : t(language, 'home.reason_done');
  }
  if (standing && why === 'renewal') {
    const until = standing.state === 'grace' ? standing.graceUntil : standing.validUntil;
    const n = Math.max(0, daysBetween(facts.today, until));
    return t(language, 'home.reason_ending', { category: category ?? '', date: until, n });
  }
  if (requirement && why === 'required') {
    const because = page.requirements.find(({ id }) => id === requirement.id)?.because[language] ?? '';
    return `${neededBy(requirement, language)} ${because}`.trim();
  }
  return step ? reasonWords(step.reason, language) : '';
}

function neededBy(
  { category, dueOn, isOverdue }: Pick<RequirementView, 'category' | 'dueOn' | 'isOverdue'>,
  language: Language,
): string {
  if (!dueOn) return t(language, 'home.needed', { category });
  return t(language, isOverdue ? 'home.needed_since' : 'home.needed_by', { category, date: dueOn });
}

/** What is left and at which pace; before the placement test nobody knows yet, so then what the test saves. */
function presentPlan({ today: { plan, hero } }: TodayPage, language: Language): string | null {
  if (!plan) return null;
  if (hero.step?.kind === 'placement') return reasonWords(hero.step.reason, language);
  const { left, minutes, perWeek } = plan;
  return perWeek === null
    ? t(language, 'home.plan_left', { left, minutes })
    : t(language, 'home.plan_pace', { left, minutes, n: perWeek });
}

/** One line per licence that somebody holds, held or must hold. */
function licenceLines(page: TodayPage, language: Language): Line[] {
  const { facts, requirements } = page;
  const codes = [...new Set([...requirements, ...facts.standings].map(({ category }) => category))].sort();
  return codes.flatMap((category) => {
    const standing = facts.standings.find((each) => each.category === category);
    const requirement = requirements.find((each) => each.category === category && each.state === 'open');
    const because = requirements.find((each) => each.category === category)?.because[language] ?? null;
    if (standing && (HOLDS.has(standing.state) || !requirement))
      return [heldLine(standing, because, page, language)];
    return requirement ? [neededLine(requirement, language)] : [];
  });
}

function heldLine(standing: Standing, why: string | null, page: TodayPage, language: Language): Line {
  const { category, state, validUntil, graceUntil } = standing;
  const { today } = page.facts;
  const upkeep = page.upkeep.find((each) => each.category === category);
  const refreshBy = upkeep?.refreshBy ?? null;
  const consequence = {
    isUpkeep: upkeep !== undefined,
    refreshBy,
    isOnHold: state === 'suspended' && refreshBy !== null,
  };
  const memory = page.memories.find((each) => each.category === category);
  const isOver = state === 'expired' || state === 'revoked';
  const until = state === 'grace' ? graceUntil : validUntil;
  const looks = {
    permit: ['info', 'clock'],
    valid: ['ok', 'check'],
    renewal: ['warn', 'refresh'],
    grace: ['warn', 'alert'],
    expired: ['bad', 'alert'],
    suspended: ['bad', 'pause'],
    revoked: ['bad', 'x'],
  } as const;
  const [tone, icon] = looks[state];
  const args = { category, date: until, n: Math.max(0, daysBetween(today, until)) };
  return {
    category,
    state,
    tone,
    icon,
    label: t(language, `home.licence_${state}`),
    text: t(language, `home.licence_${consequence.isOnHold ? 'on_hold' : state}_line`, args),
    why,
    memory: memory && !isOver ? presentMemory(language, memory, consequence, today) : null,
    refresh: refreshLine(language, consequence, today),
    refreshBy,
  };
}

function neededLine(requirement: RequirementView, language: Language): Line {
  const { category, isOverdue, dueOn, because, explanation } = requirement;
  return {
    category,
    state: isOverdue ? 'overdue' : 'needed',
    tone: isOverdue ? 'bad' : 'info',
    icon: isOverdue ? 'alert' : 'flag',
    label: t(language, isOverdue ? 'home.licence_overdue' : 'home.licence_needed'),
    text: neededBy(requirement, language),
    why: [dueOn ? explanation[language] : null, because[language]].filter(Boolean).join(' '),
    memory: null,
    refresh: null,
    refreshBy: null,
  };
}
