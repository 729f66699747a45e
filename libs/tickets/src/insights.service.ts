import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { differenceInDifferences } from '#assessment';
import { type Actor, Clock, Db, may, personOf, type Tx } from '#kernel';
import {
  countTopics,
  listOccasions,
  listTouched,
  loadCircles,
  observeLesson,
  type Period,
  type TopicMonth,
} from './insights.queries.js';
import type { DemandView, LessonEffect, TeamHelpView } from './insights.schemas.js';
import { RecogniseService } from './recognise.service.js';
import { PEER_SOLVES, SELF_SOLVES, type Solves } from './solves.js';
import { SMALLEST_GROUP, teamTopics } from './team-topics.js';
import { deflection, type SelfSolve } from './ticket.js';
import { canReadDemand } from './tickets.access.js';

const MONTHS = 6;
const TEAM_MONTHS = 3;
/** Topics with a figure of their lesson's effect; more would be read by nobody and some would seem to work by chance. */
const MOST_EFFECTS = 5;

/** What helps people and what they get stuck on, in groups of five or more. */
@Injectable()
export class InsightsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly recognise: RecogniseService,
    @Optional() @Inject(SELF_SOLVES) private readonly selfSolves?: Solves,
    @Optional() @Inject(PEER_SOLVES) private readonly peerSolves?: Solves,
  ) {}

  /** For HR: topics of the last six whole months, what never reached IT, and what lessons did. */
  async demand(actor: Actor): Promise<DemandView> {
    may(canReadDemand(actor));
    const tx = this.db.read;
    const period = wholeMonths(this.clock.now(), MONTHS);
    const names = await this.recognise.skillNames(tx);
    const self = (await this.selfSolves?.(tx, period.from, period.until)) ?? [];
    const peer = (await this.peerSolves?.(tx, period.from, period.until)) ?? [];
    const counted = await countTopics(tx, period, SMALLEST_GROUP);
    const skills = [...new Set(counted.map(({ skill }) => skill))];
    const topics = skills
      .map((skill) => {
        const own = counted.filter((each) => each.skill === skill);
        return {
          skill,
          name: names.get(skill) ?? { nl: skill, en: skill },
          tickets: own.reduce((sum, { tickets }) => sum + tickets, 0),
          solvedSelf: tellable(self, skill),
          solvedPeer: tellable(peer, skill),
          months: tellableMonths(own),
        };
      })
      .sort((a, b) => b.tickets - a.tickets || (a.skill < b.skill ? -1 : 1));
    return {
      ...days(period),
      topics,
      deflection: deflection(
        [...self, ...peer],
        await listOccasions(tx, period),
        this.clock.now().toString(),
      ),
      effects: await this.effects(tx, topics.slice(0, MOST_EFFECTS)),
    };
  }

  /** For a leader: what their people get stuck on, as long as that tells nothing about fewer than five of them. */
  async team(actor: Actor): Promise<TeamHelpView> {
    may(actor.isManager);
    const tx = this.db.read;
    const now = this.clock.now();
    const period = wholeMonths(now, TEAM_MONTHS);
    const { circle, inner } = await loadCircles(tx, personOf(actor), this.clock.today(actor.zone).toString());
    const skills = teamTopics(circle, inner, await listTouched(tx, [...circle], period));
    const names = await this.recognise.skillNames(tx);
    const hidden =
      circle.size < SMALLEST_GROUP ? 'team-too-small' : skills.length === 0 ? 'nothing-to-tell' : null;
    return {
      ...days(period),
      topics: skills.map((skill) => ({ skill, name: names.get(skill) ?? { nl: skill, en: skill } })),
      hidden,
    };
  }

  private async effects(
    tx: Tx,
    topics: readonly { readonly skill: string; readonly name: { nl: string; en: string } }[],
  ): Promise<LessonEffect[]> {
    const found: LessonEffect[] = [];
    for (const { skill, name } of topics) {
      const effect = differenceInDifferences(await observeLesson(tx, skill, this.clock.now().toString()));
      if (effect === null) continue;
      const { treated, controls, change, low, high, verdict } = effect;
      found.push({ skill, name, treated, controls, change, low, high, verdict });
    }
    return found;
  }
}

/** How often a skill was solved without IT; nothing while fewer than five people did. */
function tellable(solves: readonly SelfSolve[], skill: string): number {
  const own = solves.filter((solve) => solve.skill === skill);
  return new Set(own.map(({ personId }) => personId)).size < SMALLEST_GROUP ? 0 : own.length;
}

/**
 * Tickets by month, or nothing: one hidden month would follow from the total, so either every month holds five people or
 * more, or no month is told.
 */
function tellableMonths(own: readonly TopicMonth[]): { month: string; tickets: number }[] {
  if (own.length < MONTHS || own.some(({ people }) => people < SMALLEST_GROUP)) return [];
  return own.map(({ month, tickets }) => ({ month, tickets }));
}

/**
 * The last whole calendar months before now (UTC): figures stand still for a month, so that the difference between two
 * days tells nothing about one person.
 */
function wholeMonths(now: Temporal.Instant, months: number): Period {
  const start = now.toZonedDateTimeISO('UTC').with({ day: 1 }).startOfDay();
  return { from: start.subtract({ months }).toInstant().toString(), until: start.toInstant().toString() };
}

const days = ({ from, until }: Period): { from: string; until: string } => ({
  from: from.slice(0, 10),
  until: until.slice(0, 10),
});
