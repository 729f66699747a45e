import type { Rule } from '#audiences';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BothLanguages, MilestoneState } from './milestone.js';

/** The shared vision; every text written is a row of its own, the highest version is the one people read. */
@Entity('vision')
export class Vision {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'vision_pkey' }) version: number;
  @Column('jsonb') text: BothLanguages;
  @ForeignKey('person', { name: 'vision_writer_fk' })
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy: string | null;
  @Column('timestamptz', { name: 'written_at' }) writtenAt: Date;
}

@Entity('milestone')
@Index('milestone_due', ['dueOn', 'id'])
export class MilestoneRow {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'milestone_pkey' })
  id: string;
  /** Goes up with every change by HR, so that two people at once don't undo each other's work. */
  @Column('integer', { default: 1 }) version: number;
  @Column('text', { default: 'planned' }) state: MilestoneState;
  @Column('jsonb') title: BothLanguages;
  @Column('jsonb') text: BothLanguages;
  @Column('text') category: string;
  @Column('jsonb') rule: Rule;
  /** The rule as a sentence in both languages, as it read when HR saved it. */
  @Column('jsonb') audience: BothLanguages;
  @Column('smallint') target: number;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('jsonb', { nullable: true }) announcement: BothLanguages | null;
  @Column('date', { name: 'announce_on', nullable: true }) announceOn: string | null;
  @Column('timestamptz', { name: 'announced_at', nullable: true }) announcedAt: Date | null;
  @Column('date', { name: 'decided_on', nullable: true }) decidedOn: string | null;
  @ForeignKey('person', { name: 'milestone_creator_fk' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
}

/** How it stood on one day; one row a day at most. */
@Entity('milestone_snapshot')
export class MilestoneSnapshot {
  @ForeignKey(() => MilestoneRow, { name: 'milestone_snapshot_milestone_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'milestone_id', primaryKeyConstraintName: 'milestone_snapshot_pkey' })
  milestoneId: string;
  @PrimaryColumn('date', { name: 'taken_on', primaryKeyConstraintName: 'milestone_snapshot_pkey' })
  takenOn: string;
  @Column('integer') audience: number;
  @Column('integer') holders: number;
  @Column('numeric', { precision: 5, scale: 4, nullable: true }) share: string | null;
}

/** Who got the message of which milestone, and when: the key that keeps it from going out twice. */
@Entity('announcement')
@Index('announcement_person', ['personId'])
export class AnnouncementRow {
  @ForeignKey(() => MilestoneRow, { name: 'announcement_milestone_fk' })
  @PrimaryColumn('uuid', { name: 'milestone_id', primaryKeyConstraintName: 'announcement_pkey' })
  milestoneId: string;
  @ForeignKey('person', { name: 'announcement_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'announcement_pkey' })
  personId: string;
  @Column('timestamptz', { name: 'told_at' }) toldAt: Date;
}

export const ROADMAP_ENTITIES = [Vision, MilestoneRow, MilestoneSnapshot, AnnouncementRow];
