import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Access } from './facility.js';

/** What gatekeepers are told: one line per change of somebody's access. */
@Entity('facility_message')
@Check('facility_message_access', `access IN ('open', 'limited', 'closed')`)
@Index('facility_message_id_uq', ['id'], { unique: true })
@Index('facility_message_person', ['personId'])
@Index('facility_message_at', ['at'])
export class FacilityMessage {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'facility_message_pkey',
  })
  seq: string;
  @Column('uuid', { default: () => 'uuidv7()' }) id: string;
  @ForeignKey('person', { name: 'facility_message_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @ForeignKey('facility', { name: 'facility_message_facility_fk' })
  @Column('uuid', { name: 'facility_id' })
  facilityId: string;
  @Column('text') access: Access;
  @Column('text') reason: string;
  @Column('timestamptz') at: Date;
}

/** A system that opens and closes facilities, and where it hears about it. */
@Entity('facility_subscription')
export class FacilitySubscription {
  @PrimaryColumn('uuid', {
    default: () => 'uuidv7()',
    primaryKeyConstraintName: 'facility_subscription_pkey',
  })
  id: string;
  @Column('text') name: string;
  @Column('text') url: string;
  /** `whsec_…`: signing needs the secret itself, so it can't be stored as a digest. */
  @Column('text') secret: string;
  /** Codes of the facilities it wants to hear about; empty for all. */
  @Column('text', { array: true, default: () => "'{}'" }) facilities: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'paused_at', nullable: true }) pausedAt: Date | null;
  @Column('text', { name: 'pause_reason', nullable: true }) pauseReason: string | null;
}

/** One message to one subscription, with the answer: the receipt. */
@Entity('facility_delivery')
@Check('facility_delivery_state', `state IN ('pending', 'delivered', 'dead')`)
@Index('facility_delivery_due', ['nextAt'], { where: `state = 'pending'` })
@Index('facility_delivery_message', ['messageSeq'])
export class FacilityDelivery {
  @ForeignKey(() => FacilitySubscription, { name: 'facility_delivery_subscription_fk' })
  @PrimaryColumn('uuid', { name: 'subscription_id', primaryKeyConstraintName: 'facility_delivery_pkey' })
  subscriptionId: string;
  @ForeignKey(() => FacilityMessage, { name: 'facility_delivery_message_fk' })
  @PrimaryColumn('bigint', { name: 'message_seq', primaryKeyConstraintName: 'facility_delivery_pkey' })
  messageSeq: string;
  @Column('text') state: 'pending' | 'delivered' | 'dead';
  @Column('integer', { default: 0 }) attempts: number;
  @Column('timestamptz', { name: 'next_at' }) nextAt: Date;
  @Column('integer', { nullable: true }) status: number | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('text', { nullable: true }) receipt: string | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
}

/** What a gatekeeper says somebody really has. */
@Entity('facility_actual')
@Check('facility_actual_access', `access IN ('open', 'limited', 'closed')`)
export class FacilityActual {
  @ForeignKey('person', { name: 'facility_actual_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'facility_actual_pkey' })
  personId: string;
  @ForeignKey('facility', { name: 'facility_actual_facility_fk' })
  @PrimaryColumn('uuid', { name: 'facility_id', primaryKeyConstraintName: 'facility_actual_pkey' })
  facilityId: string;
  @Column('text') access: Access;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Date;
}
