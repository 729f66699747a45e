import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Person } from './person.entity.js';

/** `person` sees and does what `manager` may for the people below, on the days of `valid`. */
@Entity('deputy')
@Check('deputy_valid', 'NOT isempty(valid) AND NOT lower_inf(valid) AND NOT upper_inf(valid)')
@Check('deputy_two', 'manager_id <> person_id')
@Exclusion('deputy_no_overlap', 'USING gist (manager_id WITH =, person_id WITH =, valid WITH &&)')
@Index('deputy_person', ['personId'])
export class Deputy {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'deputy_pkey' }) id: string;
  @ForeignKey(() => Person, { name: 'deputy_manager_fk' })
  @Column('uuid', { name: 'manager_id' })
  managerId: string;
  @ForeignKey(() => Person, { name: 'deputy_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('daterange') valid: string;
  @ForeignKey(() => Person, { name: 'deputy_appointer_fk' })
  @Column('uuid', { name: 'appointed_by', nullable: true })
  appointedBy: string | null;
  @Column('timestamptz', { name: 'appointed_at' }) appointedAt: Date;
  /** When somebody ended it before its last day. */
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}
