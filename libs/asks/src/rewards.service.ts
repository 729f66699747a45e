import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { BYTE_ORDER_MARK, csvLine } from '#files';
import {
  type Actor,
  audit,
  Clock,
  Db,
  may,
  notFound,
  one,
  personOf,
  rows,
  type RunSummary,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import { canReward } from './asks.access.js';
import { budgetChanged } from './asks.problems.js';
import { findRings, type ThanksEdge } from './find-rings.js';
import { daysOfPeriod, periodOf } from './reward-rules.js';
import { listBudgets, listRewards } from './rewards.queries.js';
import type { AddReward, ChangeBudget, DecideRing, RewardDesk } from './rewards.schemas.js';

const HOME_ZONE = 'Europe/Amsterdam';
/** Fewer members than this, and a team's figure would be a person's. */
const SMALLEST_TEAM = 5;

export interface TeamGoal {
  readonly goal: number;
  readonly solved: number;
}

/** HR's desk: budget and caps, the catalogue, thanks that go round, and what payroll pays. */
@Injectable()
export class RewardsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  /** This quarter, as HR counts: by the head office's calendar. */
  thisPeriod(): string {
    return periodOf(this.clock.today(HOME_ZONE).toString());
  }

  async desk(actor: Actor): Promise<RewardDesk> {
    may(canReward(actor));
    const tx = this.db.read;
    const waiting = await one<{ n: number }>(
      tx,
      'SELECT count(*)::int AS n FROM ask_claim WHERE exported_at IS NULL AND person_id IS NOT NULL',
    );
    return {
      budgets: await listBudgets(tx, this.thisPeriod()),
      rewards: await listRewards(tx),
      rings: await listRings(tx),
      toExport: waiting?.n ?? 0,
    };
  }

  /** Writes budget and caps of a quarter; refused when somebody else changed it since it was on the screen. */
  async changeBudget(actor: Actor, input: ChangeBudget): Promise<void> {
    may(canReward(actor));
    await this.db.transaction(async (tx) => {
      const written = await rows(
        tx,
        `INSERT INTO ask_budget (period, cents, points, per_day, per_pair, per_period, version)
         SELECT $1, $2, $3, $4, $5, $6, 1 WHERE $7 = 0 OR EXISTS (SELECT 1 FROM ask_budget WHERE period = $1)
         ON CONFLICT (period) DO UPDATE SET cents = excluded.cents, points = excluded.points, per_day = excluded.per_day,
           per_pair = excluded.per_pair, per_period = excluded.per_period, version = ask_budget.version + 1
         WHERE ask_budget.version = $7 RETURNING 1`,
        [
          input.period,
          input.budget,
          input.points,
          input.perDay,
          input.perPair,
          input.perPeriod,
          input.version,
        ],
      );
      if (written.length === 0) throw budgetChanged();
      const { version: _, ...changes } = input;
      const subject = { type: 'reward-budget', id: input.period };
      await audit(tx, actor, { action: 'reward-budget.changed', subject, changes }, this.clock.now());
    });
  }

  async add(actor: Actor, input: AddReward): Promise<string> {
    may(canReward(actor));
    return this.db.transaction(async (tx) => {
      const added = await one<{ id: string }>(
        tx,
        'INSERT INTO ask_reward (kind, name_nl, name_en, points, cents) VALUES ($1, $2, $3, $4, $5) RETURNING id',
        [input.kind, input.nameNl, input.nameEn, input.points, input.cost],
      );
      if (!added) throw new Error('the reward was not stored');
      const subject = { type: 'reward', id: added.id };
      const changes = { kind: input.kind, points: input.points, cents: input.cost };
      await audit(tx, actor, { action: 'reward.added', subject, changes }, this.clock.now());
      return added.id;
    });
  }

  /** Takes a reward out of the catalogue; what was chosen before stands. */
  async retire(actor: Actor, id: string): Promise<void> {
    may(canReward(actor));
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const retired = await one(
        tx,
        'UPDATE ask_reward SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL RETURNING 1',
        [id, now.toString()],
      );
      if (!retired) throw notFound('reward');
      await audit(tx, actor, { action: 'reward.retired', subject: { type: 'reward', id } }, now);
    });
  }

  /** Writes what a person made of a ring: fine, or talked with them. Points and rewards stay as they are. */
  async decideRing(actor: Actor, id: string, { outcome, note }: DecideRing): Promise<void> {
    may(canReward(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const inIt = await one(tx, 'SELECT 1 FROM ask_ring_person WHERE ring_id = $1 AND person_id = $2', [
        id,
        actor.personId,
      ]);
      may(!inIt);
      const decided = await one(
        tx,
        'UPDATE ask_ring SET outcome = $2, note = $3, decided_by = $4, decided_at = $5 WHERE id = $1 RETURNING 1',
        [id, outcome, note, actor.personId, now.toString()],
      );
      if (!decided) throw notFound('ring');
      await audit(tx, actor, { action: `thanks-ring.${outcome}`, subject: { type: 'thanks-ring', id } }, now);
    });
  }

  /**
   * The rewards that payroll has not heard of, as CSV for Excel: number, name, reward, kind, amount, day. They count as
   * exported from now on; the same reward is never in two files.
   */
  async exportPayroll(actor: Actor): Promise<{ csv: string; count: number }> {
    may(canReward(actor));
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const found = await rows<{
        number: string;
        name: string;
        reward: string;
        kind: string;
        cents: number;
        day: string;
      }>(
        tx,
        `WITH told AS (UPDATE ask_claim SET exported_at = $1 WHERE exported_at IS NULL AND person_id IS NOT NULL RETURNING *)
         SELECT p.number, p.display_name AS name, r.name_nl AS reward, r.kind, c.cents,
           (c.claimed_at AT TIME ZONE $2)::date::text AS day
         FROM told c JOIN person p ON p.id = c.person_id JOIN ask_reward r ON r.id = c.reward_id ORDER BY p.number, c.claimed_at`,
        [now.toString(), HOME_ZONE],
      );
      const head = csvLine(['personeelsnummer', 'naam', 'beloning', 'soort', 'bedrag', 'datum']);
      const lines = found.map(({ number, name, reward, kind, cents, day }) =>
        csvLine([number, name, reward, kind, (cents / 100).toFixed(2).replace('.', ','), day]),
      );
      const subject = { type: 'reward-export', id: now.toString() };
      await audit(
        tx,
        actor,
        { action: 'reward-export.made', subject, changes: { count: found.length } },
        now,
      );
      return { csv: BYTE_ORDER_MARK + head + lines.join(''), count: found.length };
    });
  }

  /** Looks for rings in the thanks of this quarter; each is shown once. */
  async searchRings(dry: boolean): Promise<RunSummary> {
    const period = this.thisPeriod();
    const { from, until } = daysOfPeriod(period);
    return this.db.transaction(async (tx) => {
      const edges = await rows<ThanksEdge>(
        tx,
        `SELECT from_id AS "fromId", person_id AS "toId", count(*)::int AS count FROM ask_thanks
         WHERE from_id IS NOT NULL AND at >= $1::date AND at < $2::date GROUP BY 1, 2`,
        [from, until],
      );
      const rings = findRings(edges);
      const seen = edges.length;
      if (dry) return { seen, changed: 0, skipped: 0, notes: [`rings: ${rings.length}`] };
      let changed = 0;
      for (const ring of rings) {
        const key = createHash('sha256').update(ring.people.join(' ')).digest('hex');
        const added = await one<{ id: string }>(
          tx,
          `INSERT INTO ask_ring (key, period, kind, thanks, expected, found_at) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (period, key) DO UPDATE SET thanks = excluded.thanks, expected = excluded.expected RETURNING id`,
          [key, period, ring.kind, ring.thanks, ring.expected, this.clock.now().toString()],
        );
        if (!added) throw new Error('the ring was not stored');
        const people = await rows(
          tx,
          `INSERT INTO ask_ring_person (ring_id, person_id) SELECT $1, p FROM unnest($2::uuid[]) AS p ON CONFLICT DO NOTHING RETURNING 1`,
          [added.id, ring.people],
        );
        if (people.length > 0) changed += 1;
      }
      return { seen, changed, skipped: rings.length - changed };
    });
  }

  /** The goal of somebody's team this quarter, with what the team solved; null without a goal or in a small team. */
  async teamGoal(actor: Actor): Promise<TeamGoal | null> {
    const today = this.clock.today(actor.zone).toString();
    const period = periodOf(today);
    const { from, until } = daysOfPeriod(period);
    const found = await one<TeamGoal & { members: number }>(
      this.db.read,
      `WITH own AS (SELECT team_id FROM placement WHERE person_id = $1 AND valid @> $2::date ORDER BY seat LIMIT 1),
       members AS (SELECT DISTINCT m.person_id FROM placement m JOIN own ON own.team_id = m.team_id WHERE m.valid @> $2::date)
       SELECT g.goal, (SELECT count(*)::int FROM members) AS members,
         (SELECT count(*)::int FROM ask a JOIN members m ON m.person_id = a.helper_id
          WHERE a.state = 'solved' AND a.ended_at >= $4::date AND a.ended_at < $5::date) AS solved
       FROM ask_team_goal g JOIN own ON own.team_id = g.team_id WHERE g.period = $3`,
      [personOf(actor), today, period, from, until],
    );
    return found && found.members >= SMALLEST_TEAM ? { goal: found.goal, solved: found.solved } : null;
  }

  /** A leader sets the goal of the teams of their direct reports for this quarter; 0 takes it away. */
  async setTeamGoal(actor: Actor, goal: number): Promise<void> {
    const personId = personOf(actor);
    may(actor.isManager);
    const today = this.clock.today(actor.zone).toString();
    const period = periodOf(today);
    const reports = await this.people.listReports(this.db.read, personId, today, 'direct');
    await this.db.transaction(async (tx) => {
      const teams = await rows<{ id: string }>(
        tx,
        'SELECT DISTINCT team_id AS id FROM placement WHERE person_id = ANY($1) AND valid @> $2::date',
        [reports, today],
      );
      const ids = teams.map(({ id }) => id);
      await rows(tx, 'DELETE FROM ask_team_goal WHERE team_id = ANY($1) AND period = $2', [ids, period]);
      if (goal > 0)
        await rows(
          tx,
          'INSERT INTO ask_team_goal (team_id, period, goal, set_by) SELECT t, $2, $3, $4 FROM unnest($1::uuid[]) AS t',
          [ids, period, goal, personId],
        );
      const changes = { period, goal, teams: ids.length };
      await audit(
        tx,
        actor,
        { action: 'team-goal.set', subject: { type: 'person', id: personId }, changes },
        this.clock.now(),
      );
    });
  }
}

async function listRings(tx: Tx): Promise<RewardDesk['rings']> {
  return rows(
    tx,
    `SELECT r.id, r.kind, r.thanks, r.expected, r.period, r.outcome, r.note,
       (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.display_name) ORDER BY p.display_name)
        FROM ask_ring_person m JOIN person p ON p.id = m.person_id WHERE m.ring_id = r.id) AS people
     FROM ask_ring r ORDER BY r.outcome IS NOT NULL, r.found_at DESC LIMIT 50`,
  );
}
