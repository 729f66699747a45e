import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { GateFailure, ItemEvent, ItemFit, ItemState } from '#assessment';
import type {
  CalibrationState,
  CalibrationUse,
  KeptSummary,
  ItemStanding,
  LanguageDif,
} from './calibration.js';

/** What one calibration of a licence's exam or practice items found. Its numbers never change; its state does. */
@Entity('calibration')
@Check('calibration_state', `state IN ('candidate', 'active', 'retired')`)
@Check('calibration_use', `use IN ('exam', 'practice')`)
@Index('calibration_active_uq', ['category', 'use'], { unique: true, where: `state = 'active'` })
@Index('calibration_category', ['category', 'use', 'madeAt'])
export class CalibrationRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calibration_pkey' }) id: string;
  @Column('text') category: string;
  /** Exam items and practice items are calibrated apart: no item is both. */
  @Column('text', { default: 'exam' }) use: CalibrationUse;
  @Column('text') state: CalibrationState;
  @Column('timestamptz', { name: 'made_at' }) madeAt: Date;
  @Column('timestamptz', { name: 'activated_at', nullable: true }) activatedAt: Date | null;
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt: Date | null;
  /** Decides the order in which people stand, and so the last digits: the same seed gives the same numbers. */
  @Column('text') seed: string;
  @Column('text', { name: 'bank_hash' }) bankHash: string;
  @Column('timestamptz', { name: 'window_from' }) windowFrom: Date;
  @Column('timestamptz', { name: 'window_to' }) windowTo: Date;
  @Column('integer') people: number;
  @Column('integer') exams: number;
  @Column('integer') answers: number;
  @Column('double precision', { name: 'log_likelihood' }) logLikelihood: number;
  @Column('integer') steps: number;
  @Column('boolean') converged: boolean;
  @Column('double precision', { name: 'link_slope' }) linkSlope: number;
  @Column('double precision', { name: 'link_intercept' }) linkIntercept: number;
  @Column('jsonb') summary: KeptSummary;
}

/** One item in one calibration. */
@Entity('calibration_item')
export class CalibrationItemRow {
  @ForeignKey(() => CalibrationRow, { name: 'calibration_item_calibration_fk' })
  @PrimaryColumn('uuid', { name: 'calibration_id', primaryKeyConstraintName: 'calibration_item_pkey' })
  calibrationId: string;
  @PrimaryColumn('text', { name: 'item_id', primaryKeyConstraintName: 'calibration_item_pkey' })
  itemId: string;
  @Column('integer', { name: 'item_version' }) itemVersion: number;
  /** The author's version: with another one the question is another question. */
  @Column('integer', { name: 'author_version' }) authorVersion: number;
  @Column('text') skill: string;
  @Column('integer') n: number;
  @Column('double precision', { name: 'right_share' }) rightShare: number;
  @Column('double precision') a: number;
  @Column('double precision') b: number;
  @Column('double precision', { name: 'se_a', nullable: true }) seA: number | null;
  @Column('double precision', { name: 'se_b', nullable: true }) seB: number | null;
  @Column('jsonb') fit: ItemFit;
  @Column('jsonb') dif: LanguageDif;
  /** Share of the exams in the window that asked it. */
  @Column('double precision') exposure: number;
  @Column('jsonb', { name: 'gate_failures' }) gateFailures: GateFailure[];
  @Column('text') state: ItemStanding;
}

/** One move in the life of an item in one licence's exams: who, when, and why. Only ever added. */
@Entity('calibration_item_move')
@Index('calibration_item_move_item', ['category', 'itemId', 'id'])
export class CalibrationItemMove {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'calibration_item_move_pkey',
  })
  id: string;
  @Column('text') category: string;
  @Column('text', { name: 'item_id' }) itemId: string;
  @Column('integer', { name: 'author_version' }) authorVersion: number;
  @Column('timestamptz') at: Date;
  @Column('text') event: ItemEvent['kind'];
  @Column('text', { name: 'from_state' }) fromState: ItemState;
  @Column('text') state: ItemState;
  /** A code where the night moved it, a person's own words where a person did. */
  @Column('text', { nullable: true }) because: string | null;
  @Column('double precision', { nullable: true }) found: number | null;
  @Column('text', { name: 'actor_kind' }) actorKind: string;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId: string | null;
}

/** A person signed that an item's difficulty may move so far with this activation. */
@Entity('calibration_acceptance')
export class CalibrationAcceptance {
  @ForeignKey(() => CalibrationRow, { name: 'calibration_acceptance_calibration_fk' })
  @PrimaryColumn('uuid', {
    name: 'calibration_id',
    primaryKeyConstraintName: 'calibration_acceptance_pkey',
  })
  calibrationId: string;
  @PrimaryColumn('text', { name: 'item_id', primaryKeyConstraintName: 'calibration_acceptance_pkey' })
  itemId: string;
  @Column('double precision') shift: number;
  @Column('text') reason: string;
  @Column('timestamptz') at: Date;
  @Column('text', { name: 'actor_kind' }) actorKind: string;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId: string | null;
}

export const CALIBRATIONS_ENTITIES = [
  CalibrationRow,
  CalibrationItemRow,
  CalibrationItemMove,
  CalibrationAcceptance,
];
