import type { Language } from '#kernel';
import { policiesPaths } from '#policies';
import { t } from '#ui';
import { homePaths } from './home.paths.js';
import { MOST_REMINDERS, type TeamFilter, type TeamPageView } from './home.schemas.js';
import { cellFor, type Cell, type Member, type Need, type TeamSummary } from './team.js';
import { canBeReminded, type Reminder } from './team-reminders.service.js';
import { type Say, sayIn } from './team-words.js';
import type { TeamPage, TeamView } from './team.service.js';

const VIEWS: readonly TeamView[] = ['direct', 'all', 'due'];
/** As many as a phone can show without getting lost. */
const NEEDS_SHOWN = 5;

/** The model of the team page: one sentence, what needs the manager today, and people by categories. */
export function presentTeam(page: TeamPage, filter: TeamFilter, language: Language): Record<string, unknown> {
  const { members, next } = page;
  const say = sayIn(language);
  // More than a form takes in one go would be a link that leads nowhere: the most urgent first.
  const remindable = page.needs
    .filter(({ member, cell }) => canBeReminded({ member, cell }))
    .slice(0, MOST_REMINDERS);
  return {
    sentence: sentenceOf(page.summary, language),
    standIns: page.standIns.map(({ name, until }) => t(language, 'home.team_stand_in', { name, until })),
    tabs: VIEWS.map((view) => ({
      label: t(language, `home.team_${view}`),
      href: homePaths.team({ view: view === 'direct' ? null : view }),
      current: view === page.view,
    })),
    needs: page.needs.slice(0, NEEDS_SHOWN).map((need) => presentNeed(need, say, language)),
    moreNeeds: Math.max(0, page.needs.length - NEEDS_SHOWN),
    dueHref: homePaths.team({ view: 'due' }),
    remindAll:
      remindable.length > 0
        ? { href: reminderHref(remindable), label: t(language, 'home.remind_all', { n: remindable.length }) }
        : null,
    quiet: page.summary.nextOn
      ? t(language, 'home.team_quiet_until', { date: page.summary.nextOn })
      : t(language, 'home.team_quiet'),
    heat: {
      columns: page.categories.map(({ category, title }) => ({ label: category, title: title[language] })),
      rows: members.map((member) => ({
        label: member.name,
        href: policiesPaths.ofPerson({ id: member.personId }),
        sub: underName(member, language),
        cells: page.categories.map(({ category }) =>
          presentCell(cellFor(member, category, page.today), { name: member.name, category, say, language }),
        ),
      })),
    },
    isEmpty: page.listed === 0,
    hasTeam: page.summary.people > 0,
    fileHref: homePaths.teamFile({ view: page.view === 'direct' ? null : page.view }),
    next: next === null ? null : homePaths.team({ view: page.view, after: next }),
    first: filter.after ? homePaths.team({ view: page.view }) : null,
    count: t(language, 'home.team_count', { n: page.listed }),
  };
}

export function presentTeamPage(page: TeamPage, language: Language): TeamPageView {
  const { members, next } = page;
  const say = sayIn(language);
  return {
    summary: page.summary,
    standIns: page.standIns.map((standIn) => ({ ...standIn })),
    items: members.map((member) => ({
      personId: member.personId,
      name: member.name,
      team: member.team,
      isAway: member.awayUntil !== undefined,
      cells: page.categories.map(({ category }) => {
        const cell = cellFor(member, category, page.today);
        return {
          category,
          state: cell.state,
          date: (cell.long.args?.date as string) ?? null,
          text: say(cell.long),
        };
      }),
    })),
    next,
  };
}

export function presentReminders(
  reminders: readonly Reminder[],
  language: Language,
): Record<string, unknown> {
  const say = sayIn(language);
  const row = ({ member, category, cell }: Reminder): Record<string, unknown> => ({
    value: `${member.personId} ${category}`,
    label: t(language, 'home.remind_row', { name: member.name, category }),
    hint: say(cell.long),
  });
  const willGo = reminders.filter(canBeReminded);
  return {
    options: willGo.map(row),
    chosen: willGo.map(({ member, category }) => `${member.personId} ${category}`),
    left: reminders
      .filter((reminder) => !canBeReminded(reminder))
      .map(({ member, cell }) =>
        t(language, member.awayUntil === undefined ? 'home.remind_not_needed' : 'home.remind_away', {
          name: member.name,
          state: say(cell.long),
        }),
      ),
    action: homePaths.reminders(),
    back: homePaths.team(),
  };
}

function sentenceOf({ people, inOrder, expiringIn30Days, overdue }: TeamSummary, language: Language): string {
  return [
    t(language, 'home.team_in_order', { n: inOrder, people }),
    ...(overdue > 0 ? [t(language, 'home.team_overdue', { n: overdue })] : []),
    ...(expiringIn30Days > 0 ? [t(language, 'home.team_expiring', { n: expiringIn30Days })] : []),
  ].join(' ');
}

function presentNeed(need: Need, say: Say, language: Language): Record<string, unknown> {
  const { member, category, cell } = need;
  return {
    name: member.name,
    category,
    tone: cell.tone,
    tag: say(cell.short),
    text: say(cell.long),
    away: member.awayUntil === undefined ? null : underName(member, language),
    remindHref: canBeReminded({ member, cell }) ? reminderHref([need]) : null,
  };
}

function presentCell(
  cell: Cell,
  { name, category, say, language }: { name: string; category: string; say: Say; language: Language },
): Record<string, unknown> {
  const words = cell.state === 'not-needed' ? '' : say(cell.short);
  return {
    tone: cell.tone,
    text: words ? `${cell.glyph} ${words}` : cell.glyph,
    label: t(language, 'home.cell_label', { name, category, state: say(cell.long) }),
  };
}

function underName(member: Member, language: Language): string {
  if (member.awayUntil === undefined) return member.team;
  return member.awayUntil
    ? t(language, 'home.away_until', { date: member.awayUntil })
    : t(language, 'home.away');
}

function reminderHref(needs: readonly Pick<Need, 'member' | 'category'>[]): string {
  const query = new URLSearchParams(
    needs.map(({ member, category }) => ['item', `${member.personId} ${category}`]),
  );
  return `${homePaths.newReminder()}?${query.toString()}`;
}
