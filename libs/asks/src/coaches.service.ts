import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Db,
  invalidInput,
  isDuplicate,
  may,
  notFound,
  one,
  personOf,
  rows,
} from '#kernel';
import { canReward } from './asks.access.js';
import { coachedAlready } from './asks.problems.js';
import { type CoachReport, coachReport, type ScanPair } from './coach-report.js';
import type { AskCoach, EndCoaching } from './rewards.schemas.js';

export interface Coach {
  readonly personId: string;
  readonly name: string;
  readonly job: string | null;
  readonly team: string | null;
}

/** Somebody whom a coach helps: name and wish, with their consent. The scans are nobody's but their own. */
export interface Coachee {
  readonly id: string;
  readonly name: string;
  readonly wish: string;
  readonly beganAt: Date;
  readonly isDone: boolean;
}

export interface OwnCoaching {
  readonly coach: string | null;
  readonly wish: string;
  readonly beganAt: Date;
}

const isoToday = (clock: Clock): string => clock.today('UTC').toString();

/** Digicoaches: HR names them, who likes a coach asks for one, and what it changed is told of groups only. */
@Injectable()
export class CoachesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Coaches of now, with job and team. */
  async list(): Promise<Coach[]> {
    return rows(
      this.db.read,
      `SELECT c.person_id AS "personId", p.display_name AS name, f.job, f.team FROM ask_coach c JOIN person p ON p.id = c.person_id
       LEFT JOIN LATERAL (SELECT m.job, t.name AS team FROM placement m JOIN team t ON t.id = m.team_id
         WHERE m.person_id = c.person_id AND m.valid @> $1::date ORDER BY m.seat LIMIT 1) f ON true
       WHERE c.ended_at IS NULL ORDER BY p.sort_name`,
      [isoToday(this.clock)],
    );
  }

  /** HR names somebody by personnel number. */
  async name(actor: Actor, number: string): Promise<void> {
    may(canReward(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const person = await one<{ id: string }>(
        tx,
        'SELECT id FROM person WHERE number = $1 AND merged_into IS NULL AND erased_at IS NULL',
        [number],
      );
      if (!person) throw invalidInput([{ pointer: '/number', message: 'asks.coach_unknown' }]);
      await rows(
        tx,
        `INSERT INTO ask_coach (person_id, named_at) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET named_at = excluded.named_at, ended_at = NULL WHERE ask_coach.ended_at IS NOT NULL`,
        [person.id, now.toString()],
      );
      // Who waits for a coach, waits no longer.
      await rows(
        tx,
        'UPDATE ask_coaching SET coach_id = $1 WHERE coach_id IS NULL AND ended_at IS NULL AND person_id <> $1',
        [person.id],
      );
      await audit(tx, actor, { action: 'digicoach.named', subject: { type: 'person', id: person.id } }, now);
    });
  }

  /** HR ends somebody's task; those they helped keep what was said, and may ask for another coach. */
  async end(actor: Actor, personId: string): Promise<void> {
    may(canReward(actor));
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const ended = await one(
        tx,
        'UPDATE ask_coach SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL RETURNING 1',
        [personId, now.toString()],
      );
      if (!ended) throw notFound('digicoach');
      await rows(tx, 'UPDATE ask_coaching SET coach_id = NULL WHERE coach_id = $1 AND ended_at IS NULL', [
        personId,
      ]);
      await audit(tx, actor, { action: 'digicoach.ended', subject: { type: 'person', id: personId } }, now);
    });
  }

  /**
   * Somebody asks for a coach and agrees that the coach reads their wish; the first scan comes with it. They get the coach
   * of their own site with the fewest people, else of anywhere. One at a time.
   */
  async ask(actor: Actor, { wish, q1, q2, q3, q4, q5 }: AskCoach): Promise<void> {
    const personId = personOf(actor);
    const now = this.clock.now();
    try {
      await this.db.transaction(async (tx) => {
        const coach = await one<{ id: string }>(tx, NEAREST_COACH, [personId, isoToday(this.clock)]);
        await rows(
          tx,
          'INSERT INTO ask_coaching (person_id, coach_id, wish, before, began_at) VALUES ($1, $2, $3, $4, $5)',
          [personId, coach?.id ?? null, wish, [q1, q2, q3, q4, q5], now.toString()],
        );
        await audit(tx, actor, { action: 'coaching.asked', subject: { type: 'person', id: personId } }, now);
      });
    } catch (error) {
      if (isDuplicate(error, 'ask_coaching_open_uq')) throw coachedAlready();
      throw error;
    }
  }

  /** Somebody ends their own coaching with the second scan. */
  async finish(actor: Actor, { q1, q2, q3, q4, q5 }: EndCoaching): Promise<void> {
    const personId = personOf(actor);
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const ended = await one(
        tx,
        'UPDATE ask_coaching SET after = $2, ended_at = $3 WHERE person_id = $1 AND ended_at IS NULL RETURNING 1',
        [personId, [q1, q2, q3, q4, q5], now.toString()],
      );
      if (!ended) throw notFound('coaching');
      await audit(tx, actor, { action: 'coaching.ended', subject: { type: 'person', id: personId } }, now);
    });
  }

  async own(actor: Actor): Promise<OwnCoaching | null> {
    const found = await one<OwnCoaching>(
      this.db.read,
      `SELECT p.display_name AS coach, c.wish, c.began_at AS "beganAt" FROM ask_coaching c LEFT JOIN person p ON p.id = c.coach_id
       WHERE c.person_id = $1 AND c.ended_at IS NULL`,
      [personOf(actor)],
    );
    return found ?? null;
  }

  /** Whom this coach helps; null for who is no coach. */
  async caseload(actor: Actor): Promise<Coachee[] | null> {
    const personId = personOf(actor);
    const coach = await one(
      this.db.read,
      'SELECT 1 FROM ask_coach WHERE person_id = $1 AND ended_at IS NULL',
      [personId],
    );
    if (!coach) return null;
    return rows(
      this.db.read,
      `SELECT c.id, p.display_name AS name, c.wish, c.began_at AS "beganAt", c.ended_at IS NOT NULL AS "isDone"
       FROM ask_coaching c JOIN person p ON p.id = c.person_id WHERE c.coach_id = $1 ORDER BY c.ended_at IS NOT NULL, c.began_at LIMIT 100`,
      [personId],
    );
  }

  /** What coaching changed, over everybody who filled in both scans; null for fewer than five. For HR and coaches. */
  async report(actor: Actor): Promise<CoachReport | null> {
    may(canReward(actor) || (await this.caseload(actor)) !== null);
    const pairs = await rows<ScanPair>(
      this.db.read,
      // Somebody who was coached twice counts once, with the first scan and the last.
      `SELECT (array_agg(before ORDER BY began_at))[1:1] AS before, (array_agg(after ORDER BY began_at DESC))[1:1] AS after
       FROM ask_coaching WHERE after IS NOT NULL GROUP BY person_id`,
    );
    return coachReport(pairs.map(({ before, after }) => ({ before: before.flat(), after: after.flat() })));
  }
}

const NEAREST_COACH = `
  WITH own AS (SELECT site_id FROM placement WHERE person_id = $1 AND valid @> $2::date ORDER BY seat LIMIT 1)
  SELECT c.person_id AS id FROM ask_coach c
  LEFT JOIN LATERAL (SELECT m.site_id FROM placement m WHERE m.person_id = c.person_id AND m.valid @> $2::date
    ORDER BY m.seat LIMIT 1) s ON true
  WHERE c.ended_at IS NULL AND c.person_id <> $1
  ORDER BY s.site_id IS DISTINCT FROM (SELECT site_id FROM own),
    (SELECT count(*) FROM ask_coaching k WHERE k.coach_id = c.person_id AND k.ended_at IS NULL), c.person_id LIMIT 1`;
