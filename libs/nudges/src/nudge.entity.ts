import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Purpose } from './nudge.js';
import type { Message } from './plan.js';

const ID = { default: () => 'uuidv7()' };

export type NudgeState = 'pending' | 'sent' | 'cancelled' | 'expired';
export type MessageState = 'planned' | 'sending' | 'sent' | 'dropped';
export type Channel = 'email' | 'in-app';

/** One reason to write to a person. The same person, purpose and period come once, whatever happens elsewhere. */
@Entity('nudge')
@Index('nudge_once_uq', ['personId', 'purpose', 'period'], { unique: true })
@Index('nudge_pending', ['personId'], { where: `state = 'pending'` })
@Index('nudge_message', ['messageId'])
export class NudgeRow {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'nudge_pkey' }) id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') purpose: Purpose;
  /** What makes it unique within its purpose: a requirement and a stage, a week, a milestone. */
  @Column('text') period: string;
  /** What it is about: 'requirement:…', 'licence:…', 'exam:A', 'review', 'milestone:…'. */
  @Column('text') subject: string;
  @Column('text', { nullable: true }) category: string | null;
  @Column('date', { name: 'about_on', nullable: true }) aboutOn: string | null;
  /** What the words need besides: the policy's "because", a milestone's title, a number of reviews. */
  @Column('jsonb', { default: () => "'{}'" }) facts: Record<string, unknown>;
  @Column('timestamptz', { name: 'collected_at' }) collectedAt: Date;
  @Column('text', { default: 'pending' }) state: NudgeState;
  /** The message that tells it or will tell it. */
  @Column('uuid', { name: 'message_id', nullable: true }) messageId: string | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
}

/** One message to one person: at most one a day, which its key makes sure of. Its words are those of its nudges. */
@Entity('message')
@Index('message_key_uq', ['key'], { unique: true, where: `state <> 'dropped'` })
@Index('message_person', ['personId', 'plannedFor'])
@Index('message_unread', ['personId'], { where: `state = 'sent' AND read_at IS NULL` })
@Index('message_waiting', ['plannedFor'], { where: `state IN ('planned', 'sending')` })
export class MessageRow {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'message_pkey' }) id: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') channel: Channel;
  @Column('text') kind: Message['kind'];
  @Column('text') key: string;
  @Column('timestamptz', { name: 'planned_for' }) plannedFor: Date;
  @Column('text') state: MessageState;
  @Column('timestamptz', { name: 'claimed_at', nullable: true }) claimedAt: Date | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt: Date | null;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt: Date | null;
  /** Why it was dropped, or what is special about how it was sent. */
  @Column('text', { nullable: true }) outcome: string | null;
}

/** Whatever was published about this subject up to this outbox row no longer holds for this person. */
@Entity('nudge_stop')
export class NudgeStop {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'nudge_stop_pkey' }) personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'nudge_stop_pkey' }) subject: string;
  @Column('bigint', { name: 'outbox_id' }) outboxId: string;
  @Column('timestamptz', { name: 'stopped_at' }) stoppedAt: Date;
}

/** What a person chose about messages; absent means "as the employer decides". */
@Entity('nudge_preference')
@Index('nudge_preference_token_uq', ['token'], { unique: true })
export class NudgePreference {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'nudge_preference_pkey' })
  personId: string;
  @Column('smallint', { name: 'per_week', nullable: true }) perWeek: number | null;
  @Column('boolean', { name: 'email_on', default: true }) emailOn: boolean;
  @Column('timestamptz', { name: 'paused_until', nullable: true }) pausedUntil: Date | null;
  @Column('timestamptz', { name: 'unsubscribed_at', nullable: true }) unsubscribedAt: Date | null;
  /** Opens the unsubscribe page, and nothing else. */
  @Column('text') token: string;
}

export const NUDGES_ENTITIES = [NudgeRow, MessageRow, NudgeStop, NudgePreference];
