import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SourceKind } from './ticket-bodies.js';

const ID = { default: () => 'uuidv7()' };

/** A system that tells about its tickets, by signed messages or by files. */
@Entity('ticket_source')
@Check('ticket_source_kind', `kind IN ('topdesk', 'servicenow', 'zammad', 'jira', 'csv')`)
@Check('ticket_source_secret', `(kind = 'csv') = (secret IS NULL)`)
@Index('ticket_source_name_uq', ['name'], { unique: true })
export class TicketSource {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_source_pkey' }) id: string;
  @Column('text') name: string;
  @Column('text') kind: SourceKind;
  /** `whsec_…`: checking a signature needs the secret itself. It is shown once. */
  @Column('text', { nullable: true }) secret: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'paused_at', nullable: true }) pausedAt: Date | null;
  @Column('timestamptz', { name: 'heard_at', nullable: true }) heardAt: Date | null;
  @Column('timestamptz', { name: 'fault_at', nullable: true }) faultAt: Date | null;
  /** A word for what was wrong with the last message that was refused; never the message. */
  @Column('text', { nullable: true }) fault: string | null;
}

/** A message that was handled: the same one again changes nothing. */
@Entity('ticket_hook_seen')
@Index('ticket_hook_seen_at', ['at'])
export class TicketHookSeen {
  @ForeignKey(() => TicketSource, { name: 'ticket_hook_seen_source_fk' })
  @PrimaryColumn('uuid', { name: 'source_id', primaryKeyConstraintName: 'ticket_hook_seen_pkey' })
  sourceId: string;
  @PrimaryColumn('text', { name: 'delivery_id', primaryKeyConstraintName: 'ticket_hook_seen_pkey' })
  deliveryId: string;
  @Column('timestamptz') at: Date;
}

/** A file of tickets that somebody looked at; its rows, already pseudonymised, stay until it is applied or a day old. */
@Entity('ticket_file')
export class TicketFile {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_file_pkey' }) id: string;
  @ForeignKey(() => TicketSource, { name: 'ticket_file_source_fk' })
  @Column('uuid', { name: 'source_id' })
  sourceId: string;
  @Column('text') digest: string;
  @Column('jsonb', { nullable: true }) rows: unknown;
  @Column('jsonb') refusals: unknown;
  @Column('integer') added: number;
  @Column('integer') updated: number;
  @Column('integer') same: number;
  @Column('timestamptz', { name: 'looked_at' }) lookedAt: Date;
  @Column('timestamptz', { name: 'applied_at', nullable: true }) appliedAt: Date | null;
}
