import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MatchEvidence } from './match-chance.js';
import { Person } from './person.entity.js';

const ID = { default: () => 'uuidv7()' };

export type MatchKind = 'rehire' | 'duplicate';
export type MatchState = 'open' | 'merged' | 'rejected';

/** Two records that look like one human being; `kept` is the older one. */
@Entity('person_match')
@Check('person_match_kind', `kind IN ('rehire', 'duplicate')`)
@Check('person_match_chance', 'chance BETWEEN 0 AND 1')
@Check('person_match_state', `state IN ('open', 'merged', 'rejected')`)
@Check('person_match_two', 'kept_id <> other_id')
@Index('person_match_open', ['foundAt'], { where: "state = 'open'" })
export class PersonMatch {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'person_match_pkey' }) id: string;
  @ForeignKey(() => Person, { name: 'person_match_kept_fk' })
  @Column('uuid', { name: 'kept_id' })
  keptId: string;
  @ForeignKey(() => Person, { name: 'person_match_other_fk' })
  @Column('uuid', { name: 'other_id' })
  otherId: string;
  @Column('text') kind: MatchKind;
  /** Chance that both are one person; null when HR named the two. */
  @Column('double precision', { nullable: true }) chance: number | null;
  @Column('jsonb') evidence: MatchEvidence;
  @Column('text') state: MatchState;
  @Column('timestamptz', { name: 'found_at' }) foundAt: Date;
  @ForeignKey(() => Person, { name: 'person_match_decider_fk' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
}

/** `from` became a part of `into`. `before` holds what the kept record said of the person until then. */
@Entity('person_merge')
@Index('person_merge_from_uq', ['fromId'], { unique: true, where: 'undone_at IS NULL' })
@Index('person_merge_into', ['intoId'])
export class PersonMerge {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'person_merge_pkey' }) id: string;
  @ForeignKey(() => PersonMatch, { name: 'person_merge_match_fk' })
  @Column('uuid', { name: 'match_id', nullable: true })
  matchId: string | null;
  @ForeignKey(() => Person, { name: 'person_merge_from_fk' })
  @Column('uuid', { name: 'from_id' })
  fromId: string;
  @ForeignKey(() => Person, { name: 'person_merge_into_fk' })
  @Column('uuid', { name: 'into_id' })
  intoId: string;
  @Column('jsonb') before: unknown;
  @ForeignKey(() => Person, { name: 'person_merge_merger_fk' })
  @Column('uuid', { name: 'merged_by', nullable: true })
  mergedBy: string | null;
  @Column('timestamptz', { name: 'merged_at' }) mergedAt: Date;
  @ForeignKey(() => Person, { name: 'person_merge_undoer_fk' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy: string | null;
  @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt: Date | null;
}

/** One row that a merge moved, so that exactly it can go back. */
@Entity('person_moved_row')
export class PersonMovedRow {
  @ForeignKey(() => PersonMerge, { name: 'person_moved_row_merge_fk' })
  @PrimaryColumn('uuid', { name: 'merge_id', primaryKeyConstraintName: 'person_moved_row_pkey' })
  mergeId: string;
  @PrimaryColumn('text', { name: 'table_name', primaryKeyConstraintName: 'person_moved_row_pkey' })
  tableName: string;
  @PrimaryColumn('jsonb', { name: 'row_key', primaryKeyConstraintName: 'person_moved_row_pkey' })
  rowKey: unknown;
}
