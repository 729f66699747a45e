import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ImportRun } from './import.entity.js';
import { Person } from './person.entity.js';

/** Something wrong in HR's records. `key` says which thing of its kind it is; one that comes back is a new row. */
@Entity('person_finding')
@Index('person_finding_open_uq', ['kind', 'key'], { unique: true, where: 'mended_at IS NULL' })
@Index('person_finding_person', ['personId'])
@Index('person_finding_run', ['runId'])
export class PersonFinding {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'person_finding_pkey' })
  id: string;
  @Column('text') kind: string;
  @Column('text') key: string;
  @ForeignKey(() => Person, { name: 'person_finding_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  @ForeignKey(() => ImportRun, { name: 'person_finding_run_fk', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'run_id', nullable: true })
  runId: string | null;
  /** Ids, numbers, days and reasons; never a name or a value of a cell. */
  @Column('jsonb') details: unknown;
  @ForeignKey(() => Person, { name: 'person_finding_owner_fk' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId: string | null;
  @Column('timestamptz', { name: 'found_at' }) foundAt: Date;
  @Column('timestamptz', { name: 'mended_at', nullable: true }) mendedAt: Date | null;
}

/** Who looks after a kind of finding: new ones are theirs from the start. */
@Entity('data_owner')
export class DataOwner {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'data_owner_pkey' }) kind: string;
  @ForeignKey(() => Person, { name: 'data_owner_owner_fk' })
  @Column('uuid', { name: 'owner_id' })
  ownerId: string;
}
