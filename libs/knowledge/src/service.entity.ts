import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { IncidentBody } from './incident.js';
import type { Channel, ServiceBody } from './service.js';

const ID = { default: () => 'uuidv7()' };

/** What IT offers, and how one reaches it. */
@Entity('service')
@Unique('service_slug_uq', ['slug'])
export class Service {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'service_pkey' }) id: string;
  @Column('text') slug: string;
  @Column('jsonb') body: ServiceBody;
  @Column('boolean', { name: 'is_human' }) isHuman: boolean;
  @Column('text') channel: Channel;
  /** A telephone number, an e-mail address, a place or a web address. */
  @Column('text', { nullable: true }) address: string | null;
  /** Code of the facility that it gives, when it takes a licence. */
  @Column('text', { nullable: true }) facility: string | null;
  @Column('boolean', { name: 'is_retired', default: false }) isRetired: boolean;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** Something that doesn't work for many. */
@Entity('incident')
@Index('incident_open', ['publishedAt'], { where: 'closed_at IS NULL' })
export class Incident {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'incident_pkey' }) id: string;
  @Column('jsonb') body: IncidentBody;
  @ForeignKey(() => Service, { name: 'incident_service_fk' })
  @Column('uuid', { name: 'service_id', nullable: true })
  serviceId: string | null;
  @ForeignKey('person', { name: 'incident_publisher_fk' })
  @Column('uuid', { name: 'published_by', nullable: true })
  publishedBy: string | null;
  @Column('timestamptz', { name: 'published_at' }) publishedAt: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
}

/** Who wants to hear when it is over. */
@Entity('incident_follow')
@Index('incident_follow_person', ['personId'])
export class IncidentFollow {
  @ForeignKey(() => Incident, { name: 'incident_follow_incident_fk' })
  @PrimaryColumn('uuid', { name: 'incident_id', primaryKeyConstraintName: 'incident_follow_pkey' })
  incidentId: string;
  @ForeignKey('person', { name: 'incident_follow_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'incident_follow_pkey' })
  personId: string;
  @Column('timestamptz', { name: 'followed_at' }) followedAt: Date;
}
