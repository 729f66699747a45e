import { Injectable } from '@nestjs/common';
import { askThanked } from '#events';
import {
  type Actor,
  audit,
  Clock,
  Db,
  isDuplicate,
  may,
  notFound,
  one,
  personOf,
  publish,
  rows,
  type Tx,
} from '#kernel';
import { budgetEmpty, rewardRetired, thankedAlready, tooFewPoints } from './asks.problems.js';
import type { Kudos, RewardItem, ThankHelper } from './asks.schemas.js';
import {
  daysOfPeriod,
  periodOf,
  pointsFor,
  refuseReward,
  REWARD_RULES,
  type RewardRules,
} from './reward-rules.js';
import { balanceOf, findBudget, listRewards, lockBudget, lockPoints, spentIn } from './rewards.queries.js';

const MOST = 100;

/** Thanks by the one who was helped, and what a helper may choose for them. */
@Injectable()
export class ThanksService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /**
   * One thanks for one solved ask, by who asked, to who helped. The caps decide whether it brings points: per day, between
   * the same two people and per quarter. The two take turns, so that several at once pass no cap.
   */
  async thank(actor: Actor, askId: string, { words }: ThankHelper): Promise<{ points: number }> {
    const fromId = personOf(actor);
    const now = this.clock.now();
    const day = this.clock.today(actor.zone).toString();
    try {
      return await this.db.transaction(async (tx) => {
        const ask = await one<{ askerId: string; helperId: string | null; state: string }>(
          tx,
          'SELECT person_id AS "askerId", helper_id AS "helperId", state FROM ask WHERE id = $1 FOR UPDATE',
          [askId],
        );
        if (!ask || ask.askerId !== fromId) throw notFound('ask');
        may(ask.state === 'solved' && ask.helperId !== null);
        const helperId = ask.helperId as string;
        await lockPoints(tx, [fromId, helperId]);
        const given = pointsFor(
          await this.rulesOn(tx, day),
          await this.soFar(tx, { fromId, helperId }, day, actor.zone),
        );
        await rows(
          tx,
          `INSERT INTO ask_thanks (ask_id, person_id, from_id, words, points, why_none, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [askId, helperId, fromId, words || null, given.points, given.why, now.toString()],
        );
        await publish(tx, askThanked({ askId, personId: helperId }));
        const changes = { points: given.points, why: given.why };
        await audit(tx, actor, { action: 'ask.thanked', subject: { type: 'ask', id: askId }, changes }, now);
        return { points: given.points };
      });
    } catch (error) {
      if (isDuplicate(error, 'ask_thanks_once_uq')) throw thankedAlready();
      throw error;
    }
  }

  /** Own thanks, points and what may be chosen; nobody else's. */
  async own(actor: Actor): Promise<Kudos> {
    const personId = personOf(actor);
    const tx = this.db.read;
    const period = periodOf(this.clock.today(actor.zone).toString());
    const balance = await balanceOf(tx, personId);
    const cents = (await findBudget(tx, period))?.cents ?? 0;
    const budget = { cents, spent: await spentIn(tx, period) };
    const thanks = await rows<Kudos['thanks'][number] & { at: Date }>(
      tx,
      `SELECT p.display_name AS name, k.words, k.points, k.why_none AS "whyNone", k.at FROM ask_thanks k
       LEFT JOIN person p ON p.id = k.from_id WHERE k.person_id = $1 ORDER BY k.at DESC LIMIT ${MOST}`,
      [personId],
    );
    const helped = await one<{ n: number }>(
      tx,
      `SELECT count(*)::int AS n FROM ask WHERE helper_id = $1 AND state = 'solved'`,
      [personId],
    );
    const claims = await rows<{ nl: string; en: string; points: number; at: Date }>(
      tx,
      `SELECT r.name_nl AS nl, r.name_en AS en, c.points, c.claimed_at AS at FROM ask_claim c JOIN ask_reward r ON r.id = c.reward_id
       WHERE c.person_id = $1 ORDER BY c.claimed_at DESC LIMIT ${MOST}`,
      [personId],
    );
    const rewards = (await listRewards(tx)).filter(({ isRetired }) => !isRetired);
    return {
      ...{ helped: helped?.n ?? 0, balance },
      thanks: thanks.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
      rewards: rewards.map(({ cents: cost, isRetired, ...reward }) => ({
        ...reward,
        whyNot: refuseReward({ points: reward.points, cents: cost, isRetired }, balance, budget),
      })),
      claims: claims.map(({ nl, en, points, at }) => ({
        name: { nl, en },
        points,
        claimedAt: at.toISOString(),
      })),
    };
  }

  /**
   * Takes a reward for points. The budget's row is held while it is counted, so however many choose at once, the quarter
   * never costs more than HR set aside.
   */
  async claim(actor: Actor, rewardId: string): Promise<RewardItem> {
    const personId = personOf(actor);
    const now = this.clock.now();
    const period = periodOf(this.clock.today(actor.zone).toString());
    return this.db.transaction(async (tx) => {
      const budget = await lockBudget(tx, period);
      await lockPoints(tx, [personId]);
      const reward = (await listRewards(tx)).find(({ id }) => id === rewardId);
      if (!reward) throw notFound('reward');
      const left = { cents: budget?.cents ?? 0, spent: await spentIn(tx, period) };
      const refusal =
        budget === undefined ? 'budget-empty' : refuseReward(reward, await balanceOf(tx, personId), left);
      if (refusal !== null)
        throw { retired: rewardRetired, 'too-few-points': tooFewPoints, 'budget-empty': budgetEmpty }[
          refusal
        ]();
      await rows(
        tx,
        'INSERT INTO ask_claim (person_id, reward_id, period, points, cents, claimed_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [personId, rewardId, period, reward.points, reward.cents, now.toString()],
      );
      const changes = { points: reward.points, cents: reward.cents, period };
      await audit(
        tx,
        actor,
        { action: 'reward.claimed', subject: { type: 'reward', id: rewardId }, changes },
        now,
      );
      return reward;
    });
  }

  private async rulesOn(tx: Tx, day: string): Promise<RewardRules> {
    return (await findBudget(tx, periodOf(day))) ?? REWARD_RULES;
  }

  /** Rewarded thanks of the helper: on the day, in the quarter, and in the quarter between these two either way. */
  private async soFar(tx: Tx, who: { fromId: string; helperId: string }, day: string, zone: string) {
    const { from, until } = daysOfPeriod(periodOf(day));
    const found = await one<{ today: number; pair: number; period: number }>(
      tx,
      `SELECT count(*) FILTER (WHERE k.person_id = $1 AND (k.at AT TIME ZONE $5)::date = $6::date)::int AS today,
         count(*) FILTER (WHERE k.from_id IN ($1, $2) AND k.person_id IN ($1, $2))::int AS pair,
         count(*) FILTER (WHERE k.person_id = $1)::int AS period
       FROM ask_thanks k WHERE k.points > 0 AND k.person_id IN ($1, $2)
         AND k.at >= $3::timestamp AT TIME ZONE $5 AND k.at < $4::timestamp AT TIME ZONE $5`,
      [who.helperId, who.fromId, from, until, zone, day],
    );
    return found ?? { today: 0, pair: 0, period: 0 };
  }
}
