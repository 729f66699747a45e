import type { Answer, Confidence, Grade, HealthStatus } from '#assessment';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Arrangement } from './arrange-item.js';
import type { BlueprintItem, BlueprintTerms } from './blueprints.js';
import { AttemptFlag } from './exam-flag.entity.js';
import { LessonSitting } from './lesson.entity.js';
import { ReviewExam, ReviewWeights } from './memory.entity.js';
import type { PlannedItem, PlanReason } from './practice-plan.js';

export type AttemptKind = 'placement' | 'practice' | 'exam';
export type AttemptState = 'open' | 'finished';

/** The rules and items of a test as they were when somebody started it; never changed, shared by all who got the same. */
@Entity('attempt_blueprint')
@Index('attempt_blueprint_fingerprint_uq', ['fingerprint'], { unique: true })
export class AttemptBlueprint {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'attempt_blueprint_pkey' })
  id: string;
  @Column('text') fingerprint: string;
  @Column('text') kind: AttemptKind;
  @Column('text') category: string;
  @Column('jsonb') terms: BlueprintTerms;
  @Column('jsonb') pool: BlueprintItem[];
  @Column('uuid', { name: 'calibration_id', nullable: true }) calibrationId: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** One person taking a placement test, a round of practice or an exam. */
@Entity('attempt')
@Check('attempt_kind', `kind IN ('placement', 'practice', 'exam')`)
@Check('attempt_state', `state IN ('open', 'finished')`)
@Check('attempt_finished', `(finished_at IS NOT NULL) = (state = 'finished')`)
@Check('attempt_exam_deadline', `kind <> 'exam' OR deadline_at IS NOT NULL`)
@Check('attempt_counted', `counted_at IS NULL OR (kind = 'exam' AND state = 'finished')`)
@Index('attempt_open_test_uq', ['personId', 'kind', 'category'], {
  unique: true,
  where: `state = 'open' AND kind <> 'practice'`,
})
@Index('attempt_open_practice_uq', ['personId', 'context'], {
  unique: true,
  where: `state = 'open' AND kind = 'practice'`,
})
@Index('attempt_person', ['personId', 'kind', 'category', 'startedAt'])
@Index('attempt_uncounted', ['category', 'startedAt'], { where: `kind = 'exam' AND counted_at IS NULL` })
@Index('attempt_overdue', ['deadlineAt'], { where: `state = 'open'` })
@Index('attempt_retry', ['retryAt'], { where: 'retry_told_at IS NULL' })
export class Attempt {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'attempt_pkey' }) id: string;
  @ForeignKey('person', { name: 'attempt_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') kind: AttemptKind;
  /** Licence category; empty for practice, which may mix. */
  @Column('text') category: string;
  /** What the attempt belongs to: 'test', 'practice', 'skill:<id>' or 'lesson:<id>'. */
  @Column('text') context: string;
  @Column('text') state: AttemptState;
  @ForeignKey(() => AttemptBlueprint, { name: 'attempt_blueprint_fk' })
  @Column('uuid', { name: 'blueprint_id', nullable: true })
  blueprintId: string | null;
  /** Practice: the items of this round, chosen at its start. */
  @Column('jsonb', { default: () => "'[]'" }) plan: PlannedItem[];
  /** Items that this person may not get again, fixed at the start. */
  @Column('jsonb', { default: () => "'[]'" }) excluded: string[];
  /** Exams: items that had reached the exposure cap at the start. */
  @Column('jsonb', { name: 'at_cap', default: () => "'[]'" }) atCap: string[];
  @Column('text') seed: string;
  /** The person's zone at the start; decides on which day they may try again. */
  @Column('text') zone: string;
  @Column('boolean', { default: false }) renewal: boolean;
  @Column('smallint', { name: 'extra_time_percent', default: 0 }) extraTimePercent: number;
  /** The one browser window or device that may answer an exam. */
  @Column('text', { name: 'active_session', nullable: true }) activeSession: string | null;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'deadline_at', nullable: true }) deadlineAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  @Column('text', { name: 'stop_reason', nullable: true }) stopReason: string | null;
  @Column('text', { nullable: true }) outcome: string | null;
  @Column('jsonb', { nullable: true }) result: unknown;
  /** A "nearly" may be tried again from this moment on. */
  @Column('timestamptz', { name: 'retry_at', nullable: true }) retryAt: Date | null;
  @Column('timestamptz', { name: 'retry_told_at', nullable: true }) retryToldAt: Date | null;
  /** A passed exam is spent when its licence may be renewed or is gone; only then a new exam opens. */
  @Column('timestamptz', { name: 'spent_at', nullable: true }) spentAt: Date | null;
  @Column('text', { name: 'spent_by', nullable: true }) spentBy: string | null;
  /** Exams: since when their questions are part of `attempt_exposure`. */
  @Column('timestamptz', { name: 'counted_at', nullable: true }) countedAt: Date | null;
}

/** One item put before one person, and what they answered. */
@Entity('response')
@Index('response_audit', ['answeredAt'], { where: `why = 'audit'` })
@Check('response_points', 'points BETWEEN 0 AND 1')
@Check('response_confidence', `confidence IN ('unsure', 'fairly', 'sure')`)
@Check('response_why', `why IN ('due', 'weakest', 'chosen', 'random', 'audit')`)
@Check('response_grade', `grade IN ('again', 'hard', 'good', 'easy')`)
@Check('response_recall', 'recall BETWEEN 0 AND 1')
@Check('response_answered', '(answered_at IS NULL) = (points IS NULL)')
export class Response {
  @ForeignKey(() => Attempt, { name: 'response_attempt_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'attempt_id', primaryKeyConstraintName: 'response_pkey' })
  attemptId: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'response_pkey' }) position: number;
  @Column('text', { name: 'item_id' }) itemId: string;
  @Column('integer', { name: 'item_version' }) itemVersion: number;
  @Column('text') skill: string;
  @Column('text') objective: string;
  @Column('jsonb', { name: 'option_order' }) optionOrder: Arrangement;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Date;
  /** Null while unanswered, and for "I don't know yet". */
  @Column('jsonb', { nullable: true }) answer: Answer | null;
  @Column('real', { nullable: true }) points: number | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
  @Column('text', { nullable: true }) confidence: Confidence | null;
  @Column('integer', { nullable: true }) ms: number | null;
  /** Rounds of practice: why this item; 'random' is one that nobody's ability had a say in, 'audit' an objective
   * that was not due. */
  @Column('text', { nullable: true }) why: PlanReason | null;
  /** Practice: what memory was moved by; the grades in the order of time rebuild the review card. */
  @Column('text', { nullable: true }) grade: Grade | null;
  /** The weights of memory that were in use; null for the published ones. */
  @ForeignKey(() => ReviewWeights, { name: 'response_weights_fk' })
  @Column('uuid', { name: 'weights_id', nullable: true })
  weightsId: string | null;
  /** Practice: the chance of recall that memory predicted just before; null when the objective was new. */
  @Column('real', { nullable: true }) recall: number | null;
}

/** How many finished exams of a category, started in one calendar month (UTC), have been counted. */
@Entity('attempt_month')
@Check('attempt_month_first', 'extract(day FROM month) = 1')
@Check('attempt_month_exams', 'exams > 0')
export class AttemptMonth {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'attempt_month_pkey' }) category: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'attempt_month_pkey' }) month: string;
  @Column('integer') exams: number;
}

/** How often those exams asked an item. */
@Entity('attempt_exposure')
@ForeignKey(() => AttemptMonth, ['category', 'month'], ['category', 'month'], {
  name: 'attempt_exposure_month_fk',
})
@Check('attempt_exposure_asked', 'asked > 0')
export class AttemptExposure {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'attempt_exposure_pkey' }) category: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'attempt_exposure_pkey' }) month: string;
  @PrimaryColumn('text', { name: 'item_id', primaryKeyConstraintName: 'attempt_exposure_pkey' })
  itemId: string;
  @Column('integer') asked: number;
}

/** When one person should meet one objective again. */
@Entity('review_card')
@Index('review_card_due', ['dueAt'])
export class ReviewCard {
  @ForeignKey('person', { name: 'review_card_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'review_card_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_card_pkey' }) skill: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_card_pkey' }) objective: string;
  @Column('double precision') stability: number;
  @Column('double precision') difficulty: number;
  @Column('integer') reviews: number;
  @Column('integer') lapses: number;
  @Column('timestamptz', { name: 'reviewed_at' }) reviewedAt: Date;
  @Column('timestamptz', { name: 'due_at' }) dueAt: Date;
  /** The weights of its last review: how recall falls since then. */
  @ForeignKey(() => ReviewWeights, { name: 'review_card_weights_fk' })
  @Column('uuid', { name: 'weights_id', nullable: true })
  weightsId: string | null;
}

/** How well one person still remembers what a category asks, as it was last measured. */
@Entity('review_health')
@Check('review_health_range', 'health BETWEEN 0 AND 100.000001')
@Check('review_health_band', `band IN ('green', 'amber', 'red')`)
export class ReviewHealth {
  @ForeignKey('person', { name: 'review_health_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'review_health_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'review_health_pkey' }) category: string;
  /** 0 to 100, not rounded. */
  @Column('double precision') health: number;
  @Column('text') band: HealthStatus;
  @Column('timestamptz', { name: 'band_since' }) bandSince: Date;
  /** The person's own day. */
  @Column('date', { name: 'measured_on' }) measuredOn: string;
  @Column('timestamptz', { name: 'measured_at' }) measuredAt: Date;
  /** The model of memory that gave it. */
  @Column('text', { name: 'memory_version' }) memoryVersion: string;
  /** Licences opened a refresh exam; it stays open until it is passed or no longer needed. */
  @Column('boolean', { name: 'refresh_open', default: false }) refreshOpen: boolean;
}

/** What a person set for themselves: more time in exams. */
@Entity('attempt_adjustment')
@Check('attempt_adjustment_percent', 'extra_time_percent IN (0, 25, 50, 100)')
export class AttemptAdjustment {
  @ForeignKey('person', { name: 'attempt_adjustment_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'attempt_adjustment_pkey' })
  personId: string;
  @Column('smallint', { name: 'extra_time_percent' }) extraTimePercent: number;
  @Column('timestamptz', { name: 'set_at' }) setAt: Date;
}

export const ATTEMPTS_ENTITIES = [
  AttemptBlueprint,
  Attempt,
  AttemptMonth,
  AttemptExposure,
  Response,
  ReviewCard,
  ReviewExam,
  ReviewHealth,
  ReviewWeights,
  AttemptAdjustment,
  AttemptFlag,
  LessonSitting,
];
