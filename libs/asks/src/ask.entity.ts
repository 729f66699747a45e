import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Why } from './route-ask.js';

const ID = { default: () => 'uuidv7()' };

export type Urgency = 'now' | 'today' | 'week';
export type AskState = 'open' | 'solved' | 'closed' | 'ticket';
export type TurnOutcome = 'taken' | 'passed' | 'not-now' | 'lapsed' | 'over';

/** A question to a colleague, in the asker's own words; `nextAt` is when the schedule looks at it again. */
@Entity('ask')
@Index('ask_person', ['personId', 'createdAt'])
@Index('ask_ended', ['endedAt'], { where: 'person_id IS NOT NULL' })
@Index('ask_due', ['nextAt'], { where: `state = 'open'` })
@Index('ask_team_list', ['teamId', 'createdAt'], { where: `audience = 'team'` })
@Index('ask_helped', ['helperId', 'skill'], { where: 'helper_id IS NOT NULL' })
export class AskRow {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_pkey' }) id: string;
  /** Null, and without words, once it ended long ago. */
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  /** What was typed and tried before; it goes on to the ticket. */
  @Column('uuid', { name: 'trail_id', nullable: true }) trailId: string | null;
  @Column('text', { nullable: true }) skill: string | null;
  @Column('text') language: 'nl' | 'en';
  @Column('text') audience: 'one' | 'team';
  @Column('uuid', { name: 'team_id', nullable: true }) teamId: string | null;
  @Column('text') wants: string;
  @Column('text') sees: string;
  @Column('text') tried: string;
  @Column('text') urgency: Urgency;
  @Column('text', { default: 'open' }) state: AskState;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'next_at', nullable: true }) nextAt: Date | null;
  /** Who took it and, once solved, whose answer it was. */
  @Column('uuid', { name: 'helper_id', nullable: true }) helperId: string | null;
  @Column('timestamptz', { name: 'taken_at', nullable: true }) takenAt: Date | null;
  @Column('uuid', { name: 'solution_id', nullable: true }) solutionId: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
  /** The draft card that it became. */
  @Column('uuid', { name: 'card_id', nullable: true }) cardId: string | null;
}

/** An answer or a further question; nameless once its writer is forgotten. */
@Entity('ask_message')
@Index('ask_message_ask', ['askId', 'at'])
@Index('ask_message_person', ['personId'])
export class AskMessage {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_message_pkey' }) id: string;
  @Column('uuid', { name: 'ask_id' }) askId: string;
  @Column('uuid', { name: 'person_id', nullable: true }) personId: string | null;
  @Column('text') words: string;
  @Column('timestamptz') at: Date;
}

/** One colleague who was asked, why they, and what came of it. Nobody is asked the same thing twice. */
@Entity('ask_turn')
@Index('ask_turn_once_uq', ['askId', 'personId'], { unique: true })
@Index('ask_turn_person', ['personId', 'askedAt'])
export class AskTurn {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ask_turn_pkey' }) id: string;
  @Column('uuid', { name: 'ask_id' }) askId: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Date;
  @Column('text', { array: true }) why: Why[];
  @Column('text', { nullable: true }) outcome: TurnOutcome | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}

/** Whether and how somebody likes to help; switched off at any time. */
@Entity('ask_helper')
export class AskHelper {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'ask_helper_pkey' }) personId: string;
  @Column('boolean', { name: 'is_on' }) isOn: boolean;
  @Column('smallint', { name: 'per_week' }) perWeek: number;
  @Column('text', { array: true }) languages: string[];
  @Column('boolean', { name: 'helps_reports' }) helpsReports: boolean;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
}

@Entity('ask_helper_skill')
@Index('ask_helper_skill_skill', ['skill', 'personId'])
export class AskHelperSkill {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'ask_helper_skill_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ask_helper_skill_pkey' }) skill: string;
}
