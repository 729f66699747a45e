import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { NoPoints } from './reward-rules.js';

const ID = { default: () => 'uuidv7()' };

export type RewardKind = 'time' | 'gift' | 'charity' | 'team';

/** Thanks by the one who was helped; `personId` is thanked. */
@Entity('ask_thanks')
@Index('ask_thanks_once_uq', ['askId'], { unique: true })
@Index('ask_thanks_person', ['personId', 'at'])
@Index('ask_thanks_from', ['fromId', 'at'])
export class AskThanks {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_thanks_pkey' }) id: string;
  @Column('uuid', { name: 'ask_id', nullable: true }) askId: string | null;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'from_id', nullable: true }) fromId: string | null;
  @Column('text', { nullable: true }) words: string | null;
  @Column('integer') points: number;
  @Column('text', { name: 'why_none', nullable: true }) whyNone: NoPoints | null;
  @Column('timestamptz') at: Date;
}

/** What HR offers for points. Cents are what it costs the employer. */
@Entity('ask_reward')
export class AskReward {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_reward_pkey' }) id: string;
  @Column('text') kind: RewardKind;
  @Column('text', { name: 'name_nl' }) nameNl: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('integer') points: number;
  @Column('integer') cents: number;
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
}

/** Budget and caps of a quarter; its row is the lock that keeps claims from passing the budget. */
@Entity('ask_budget')
export class AskBudget {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ask_budget_pkey' }) period: string;
  @Column('integer') cents: number;
  @Column('integer') points: number;
  @Column('integer', { name: 'per_day' }) perDay: number;
  @Column('integer', { name: 'per_pair' }) perPair: number;
  @Column('integer', { name: 'per_period' }) perPeriod: number;
  @Column('integer') version: number;
}

/** A reward that somebody took; exported to payroll once. Nameless once its person is forgotten: the money was spent. */
@Entity('ask_claim')
@Index('ask_claim_person', ['personId', 'claimedAt'])
@Index('ask_claim_period', ['period'])
export class AskClaim {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_claim_pkey' }) id: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('uuid', { name: 'reward_id' }) rewardId: string;
  @Column('text') period: string;
  @Column('integer') points: number;
  @Column('integer') cents: number;
  @Column('timestamptz', { name: 'claimed_at' }) claimedAt: Date;
  @Column('timestamptz', { name: 'exported_at', nullable: true }) exportedAt: Date | null;
}

/** Thanks that go round more than chance would; for a person in HR to look at. */
@Entity('ask_ring')
@Index('ask_ring_key_uq', ['period', 'key'], { unique: true })
export class AskRing {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_ring_pkey' }) id: string;
  /** The ids of its people in the order of the circle, hashed: the same circle is found once a quarter. */
  @Column('text') key: string;
  @Column('text') period: string;
  @Column('text') kind: 'pair' | 'cycle';
  @Column('integer') thanks: number;
  @Column('double precision') expected: number;
  @Column('timestamptz', { name: 'found_at' }) foundAt: Date;
  @Column('text', { nullable: true }) outcome: 'fine' | 'talked' | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}

@Entity('ask_ring_person')
@Index('ask_ring_person_person', ['personId'])
export class AskRingPerson {
  @PrimaryColumn('uuid', { name: 'ring_id', primaryKeyConstraintName: 'ask_ring_person_pkey' })
  ringId: string;
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'ask_ring_person_pkey' })
  personId: string;
}

/** How many solved asks a team wants to reach together; there because its leader chose to. */
@Entity('ask_team_goal')
export class AskTeamGoal {
  @PrimaryColumn('uuid', { name: 'team_id', primaryKeyConstraintName: 'ask_team_goal_pkey' }) teamId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ask_team_goal_pkey' }) period: string;
  @Column('integer') goal: number;
  @Column('uuid', { name: 'set_by', nullable: true }) setBy: string | null;
}

/** Named by HR to sit beside colleagues who like that better. */
@Entity('ask_coach')
export class AskCoach {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'ask_coach_pkey' }) personId: string;
  @Column('timestamptz', { name: 'named_at' }) namedAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}

/** Somebody asked for a coach: their wish, and the self-scan before and after, five answers from 1 to 5. */
@Entity('ask_coaching')
@Index('ask_coaching_open_uq', ['personId'], { unique: true, where: 'ended_at IS NULL' })
@Index('ask_coaching_coach', ['coachId'])
@Index('ask_coaching_person', ['personId'])
export class AskCoaching {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_coaching_pkey' }) id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'coach_id', nullable: true }) coachId: string | null;
  @Column('text') wish: string;
  @Column('smallint', { array: true }) before: number[];
  @Column('smallint', { array: true, nullable: true }) after: number[] | null;
  @Column('timestamptz', { name: 'began_at' }) beganAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
