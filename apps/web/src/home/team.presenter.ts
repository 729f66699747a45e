import type { Language } from '#kernel';
import { policiesPaths } from '#policies';
import { t } from '#ui';
import { homePaths } from './home.paths.js';
import { type AskReminders, MOST_CHOSEN, type TeamFilter, type TeamPageView } from './home.schemas.js';
import { cellFor, type Cell, type Member, type Need, type TeamSummary } from './team.js';
import { canBeReminded, countReminders, isSent, type Reminder } from './reminder.js';
import { type Say, sayIn } from './team-words.js';
import type { TeamPage, TeamView } from './team.service.js';

const VIEWS: readonly TeamView[] = ['direct', 'all', 'due'];
/** As many as a phone can show without getting lost. */
const NEEDS_SHOWN = 5;

/** The model of the team page: one sentence, what needs the manager today, and people by categories. */
export function presentTeam(page: TeamPage, filter: TeamFilter, language: Language): Record<string, unknown> {
  const { members, next } = page;
  const say = sayIn(language);
  const tileOf = tilesIn(language, say);
  const remindable = new Set(page.needs.filter(canBeReminded).map(({ member }) => member.personId)).size;
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
      remindable > 0
        ? {
            href: homePaths.newReminder({ everybody: page.view }),
            label: t(language, 'home.remind_all', { n: remindable }),
          }
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
        cells: page.categories.map(({ category }) => tileOf(cellFor(member, category, page.today), category)),
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

/** Who would be reminded of what, to choose from; of more people than one can choose from, how many. */
export function presentReminders(
  reminders: readonly Reminder[],
  ask: AskReminders,
  language: Language,
): Record<string, unknown> {
  const willGo = reminders.filter(isSent);
  const both = { action: homePaths.reminders(), back: homePaths.team() };
  if ('everybody' in ask && willGo.length > MOST_CHOSEN) {
    const counts = countReminders(reminders);
    const isComplete = counts.remindedThisWeek + counts.away + counts.notNeeded === 0;
    return {
      ...both,
      everybody: ask.everybody,
      many: t(language, 'home.remind_many', { ...counts }),
      left: isComplete ? [] : [t(language, 'home.remind_left_count', { ...counts }).trim()],
    };
  }
  const say = sayIn(language);
  const isRepeated = ({ fate }: Reminder): boolean => fate === 'reminded-this-week';
  return {
    ...both,
    options: [...willGo, ...reminders.filter(isRepeated)].map((reminder) => ({
      value: valueOf(reminder),
      label: t(language, 'home.remind_row', { name: reminder.member.name, category: reminder.category }),
      hint: isRepeated(reminder) ? t(language, 'home.remind_repeated') : say(reminder.cell.long),
    })),
    chosen: willGo.map(valueOf),
    left: reminders
      .filter((reminder) => !canBeReminded(reminder))
      .map(({ member, cell, fate }) =>
        t(language, fate === 'away' ? 'home.remind_away' : 'home.remind_not_needed', {
          name: member.name,
          state: say(cell.long),
        }),
      ),
  };
}

const valueOf = ({ member, category }: Pick<Need, 'member' | 'category'>): string =>
  `${member.personId} ${category}`;

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
    remindHref: canBeReminded(need) ? homePaths.newReminder({ item: valueOf(need) }) : null,
  };
}

/** The tiles of a heat map, each different one put together once. Whose it is stands at the head of its row. */
function tilesIn(
  language: Language,
  say: Say,
): (cell: Cell, category: string) => Readonly<Record<'tone' | 'text' | 'label', string>> {
  const known = new Map<string, Record<'tone' | 'text' | 'label', string>>();
  return (cell, category) => {
    const key = `${category} ${cell.state} ${String(cell.long.args?.date)} ${String(cell.long.args?.n)}`;
    let tile = known.get(key);
    if (tile === undefined) {
      const words = cell.state === 'not-needed' ? '' : say(cell.short);
      tile = {
        tone: cell.tone,
        text: words ? `${cell.glyph} ${words}` : cell.glyph,
        label: t(language, 'home.cell_label', { category, state: say(cell.long) }),
      };
      known.set(key, tile);
    }
    return tile;
  };
}

function underName(member: Member, language: Language): string {
  if (member.awayUntil === undefined) return member.team;
  return member.awayUntil
    ? t(language, 'home.away_until', { date: member.awayUntil })
    : t(language, 'home.away');
}
