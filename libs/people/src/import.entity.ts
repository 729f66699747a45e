import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FirstPart } from './import/day.js';
import type { Feed } from './import/feed.js';
import type { ColumnMapping } from './import/fields.js';
import type { PresetKey } from './import/presets.js';
import type { Reason, ValueKind } from './import/problem.js';
import { Person } from './person.entity.js';

const ID = { default: () => 'uuidv7()' };

/** Where files come from: remembers their columns, and holds the brake's limits. */
@Entity('import_source')
@Check('import_source_percent', 'brake_percent BETWEEN 0 AND 100')
@Check('import_source_people', 'brake_people >= 0')
@Check('import_source_dates', `dates IN ('day', 'month')`)
@Check('import_source_feed', `feed IN ('everybody', 'own', 'partial')`)
@Check('import_source_ends_after', 'ends_after BETWEEN 1 AND 30')
@Index('import_source_name_uq', ['name'], { unique: true })
export class ImportSource {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'import_source_pkey' }) id: string;
  @Column('text') name: string;
  @Column('jsonb', { default: () => "'{}'" }) mapping: ColumnMapping;
  @Column('integer', { name: 'brake_percent', default: 5 }) brakePercent: number;
  @Column('integer', { name: 'brake_people', default: 10 }) brakePeople: number;
  /** The system it comes from, when HR said so; else it is recognised by its columns. */
  @Column('text', { nullable: true }) preset: PresetKey | null;
  /** What stands first in 03/04/2026. */
  @Column('text', { default: 'day' }) dates: FirstPart;
  @Column('text', { default: 'everybody' }) feed: Feed;
  /** In how many files in a row somebody must be missing before that ends their job. */
  @Column('smallint', { name: 'ends_after', default: 1 }) endsAfter: number;
}

/** In how many files of a source in a row somebody was missing; no row means in none. */
@Entity('import_missing')
@Index('import_missing_person', ['personId'])
export class ImportMissing {
  @ForeignKey(() => ImportSource, { name: 'import_missing_source_fk' })
  @PrimaryColumn('uuid', { name: 'source_id', primaryKeyConstraintName: 'import_missing_pkey' })
  sourceId: string;
  @ForeignKey(() => Person, { name: 'import_missing_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'import_missing_pkey' })
  personId: string;
  @Column('smallint') runs: number;
}

/** A file of the watched folder that could not be read. */
@Entity('import_refusal')
@Index('import_refusal_taken_uq', ['takenAs'], { unique: true })
export class ImportRefusal {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'import_refusal_pkey' }) id: string;
  @ForeignKey(() => ImportSource, { name: 'import_refusal_source_fk' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text', { name: 'file_name' }) fileName: string;
  @Column('text', { name: 'taken_as' }) takenAs: string;
  /** Key of the words that say why. */
  @Column('text') reason: string;
  @Column('timestamptz') at: Date;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) seenAt: Date | null;
}

export const RUN_STATES = [
  'columns',
  'planned',
  'applying',
  'applied',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One file on its way in: what was chosen, what it would do, who released and who applied it. */
@Entity('import_run')
@Check(
  'import_run_state',
  `state IN ('columns', 'planned', 'applying', 'applied', 'cancelled', 'undoing', 'undone')`,
)
@Index('import_run_taken_uq', ['takenAs'], { unique: true, where: 'taken_as IS NOT NULL' })
@Index('import_run_started', ['startedAt'])
export class ImportRun {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'import_run_pkey' }) id: string;
  @ForeignKey(() => ImportSource, { name: 'import_run_source_fk' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text') state: RunState;
  @Column('text', { name: 'file_name' }) fileName: string;
  /** The file as it came; dropped when the run is over. */
  @Column('bytea', { nullable: true }) file: Buffer | null;
  @Column('jsonb', { default: () => "'{}'" }) choice: unknown;
  @Column('jsonb') reading: unknown;
  @Column('jsonb', { nullable: true }) result: unknown;
  @Column('text', { nullable: true }) fingerprint: string | null;
  @ForeignKey(() => Person, { name: 'import_run_started_fk' })
  @Column('uuid', { name: 'started_by', nullable: true })
  startedBy: string | null;
  /** The part of the system that brought the file; a person is known by id alone. */
  @Column('text', { name: 'started_by_name' }) startedByName: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @ForeignKey(() => Person, { name: 'import_run_released_fk' })
  @Column('uuid', { name: 'released_by', nullable: true })
  releasedBy: string | null;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt: Date | null;
  @ForeignKey(() => Person, { name: 'import_run_applied_fk' })
  @Column('uuid', { name: 'applied_by', nullable: true })
  appliedBy: string | null;
  @Column('timestamptz', { name: 'applied_at', nullable: true }) appliedAt: Date | null;
  @Column('smallint', { default: 0 }) percent: number;
  @Column('text', { nullable: true }) step: string | null;
  /** The name under which the file was taken from the watched folder. */
  @Column('text', { name: 'taken_as', nullable: true }) takenAs: string | null;
  /** Teams and sites that it changed, as they stood before. */
  @Column('jsonb', { name: 'tree_before', nullable: true }) treeBefore: unknown;
  /** The last line of the audit log that belongs to it: what comes after is newer than the run. */
  @Column('bigint', { name: 'applied_audit', nullable: true }) appliedAudit: string | null;
  @ForeignKey(() => Person, { name: 'import_run_undone_fk' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy: string | null;
  @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt: Date | null;
  @Column('jsonb', { name: 'undo_result', nullable: true }) undoResult: unknown;
}

/** How somebody stood before a run changed them; kept as long as the run can be undone. */
@Entity('import_before')
@Index('import_before_person', ['personId'])
export class ImportBefore {
  @ForeignKey(() => ImportRun, { name: 'import_before_run_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'run_id', primaryKeyConstraintName: 'import_before_pkey' })
  runId: string;
  @ForeignKey(() => Person, { name: 'import_before_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'import_before_pkey' })
  personId: string;
  @Column('jsonb') facts: unknown;
}

/** What a run does to up to a hundred people, in order; stays as the history of those people. */
@Entity('import_part')
@Index('import_part_people', ['people'], { type: 'gin' })
export class ImportPart {
  @ForeignKey(() => ImportRun, { name: 'import_part_run_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'run_id', primaryKeyConstraintName: 'import_part_pkey' })
  runId: string;
  /** Place of the first of them in the run's diff, from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_part_pkey' }) first: number;
  /** Those among them who were there, or are since it was carried out. */
  @Column('uuid', { array: true }) people: string[];
  /** `[group, person, number, name, returns, changes]` each; the changes are `FieldChange` without its names. */
  @Column('json') diff: unknown;
}

/** What is wrong with one row of a file, or somebody whom the brake holds back. */
@Entity('import_row')
@Check('import_row_kind', `kind IN ('problems', 'held')`)
@Index('import_row_person', ['personId'], { where: 'person_id IS NOT NULL' })
export class ImportRow {
  @ForeignKey(() => ImportRun, { name: 'import_row_run_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'run_id', primaryKeyConstraintName: 'import_row_pkey' })
  runId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_row_pkey' }) position: number;
  @Column('text') kind: 'problems' | 'held';
  @ForeignKey(() => Person, { name: 'import_row_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  @Column('text', { nullable: true }) number: string | null;
  @Column('text', { nullable: true }) name: string | null;
  @Column('integer', { name: 'row_number', nullable: true }) rowNumber: number | null;
  @Column('text', { name: 'column_name', nullable: true }) columnName: string | null;
  @Column('text', { name: 'value_kind', nullable: true }) valueKind: ValueKind | null;
  @Column('text', { nullable: true }) reason: Reason | null;
}
