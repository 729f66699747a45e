import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Which licence categories a person holds, as told by licence events: for rules such as "holds licence A".
 * Not the licence itself; that lives with licences.
 */
@Entity('holding')
@Index('holding_held', ['category', 'validUntil'], { where: "state = 'held'" })
export class Holding {
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'holding_pkey' })
  @ForeignKey('person', { name: 'holding_person_fk' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'holding_pkey' }) category: string;
  @Column('text') state: 'held' | 'lost';
  @Column('date', { name: 'valid_from', nullable: true }) validFrom: string | null;
  /** The day of the last proof; a renewal moves it, `validFrom` keeps the first day. */
  @Column('date', { name: 'earned_on', nullable: true }) earnedOn: string | null;
  @Column('date', { name: 'valid_until', nullable: true }) validUntil: string | null;
  /** The event that said so last; an older event that arrives late changes nothing. */
  @Column('bigint', { name: 'outbox_id' }) outboxId: string;
}
