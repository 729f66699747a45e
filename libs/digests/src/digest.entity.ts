import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What a leader's first page counts of one person below: a line per placement under somebody, the same for every placement
 * of that person. No column depends on the day it was worked out.
 */
@Entity('digest')
@Index('digest_person', ['personId'])
@Index('digest_leaders', ['managerId', 'personId', 'valid'], { where: 'leads' })
// Everything a page counts: the lines of one leader lie beside each other, and no row has to be fetched.
@Index('digest_below', [
  'managerId',
  'personId',
  'valid',
  'categories',
  'inOrder',
  'suspended',
  'renewOn',
  'endsOn',
  'dueOn',
  'zone',
  'sortKey',
])
export class DigestRow {
  @PrimaryColumn('uuid', { name: 'placement_id', primaryKeyConstraintName: 'digest_pkey' })
  placementId: string;
  @ForeignKey('person', { name: 'digest_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('uuid', { name: 'manager_id' }) managerId: string;
  @Column('daterange') valid: string;
  /** Whether anybody is or was placed under them. */
  @Column('boolean') leads: boolean;
  /** Family name, then given name. */
  @Column('text', { name: 'sort_key' }) sortKey: string;
  @Column('text') zone: string;
  /** Marks the list of categories of which `suspended` and the days speak. */
  @Column('text') categories: string;
  /** Hold everything that is asked of them, in any category. */
  @Column('boolean', { name: 'in_order' }) inOrder: boolean;
  /** A licence is out of use. */
  @Column('boolean') suspended: boolean;
  /** The first end of a licence in its renewal window or its grace. */
  @Column('date', { name: 'renew_on', nullable: true }) renewOn: string | null;
  /** The first end of a licence that holds. */
  @Column('date', { name: 'ends_on', nullable: true }) endsOn: string | null;
  /** The first due day of what is asked and not held. */
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  /** The two lists of `DigestCells` as JSON: text, so that a new one can be compared with it. */
  @Column('text') licences: string;
  @Column('text') requirements: string;
}

/** `digest_stale`, of whom something changed since, has no key that writers could wait for, and so no entity. */
export const DIGESTS_ENTITIES = [DigestRow];
