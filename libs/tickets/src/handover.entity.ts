import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Ticket } from './ticket.entity.js';

const ID = { default: () => 'uuidv7()' };

/** Where tickets made here go on to: a mailbox of the helpdesk, or a webhook of its system. */
@Entity('ticket_handover')
@Check('ticket_handover_kind', `kind IN ('email', 'webhook')`)
@Check('ticket_handover_secret', `(kind = 'webhook') = (secret IS NOT NULL)`)
export class TicketHandover {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_handover_pkey' }) id: string;
  @Column('text') name: string;
  @Column('text') kind: 'email' | 'webhook';
  @Column('text') address: string;
  /** `whsec_…`: signing needs the secret itself. */
  @Column('text', { nullable: true }) secret: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'paused_at', nullable: true }) pausedAt: Date | null;
  @Column('text', { name: 'pause_reason', nullable: true }) pauseReason: string | null;
}

/** One ticket on its way to one address. Without a ticket it is a test. */
@Entity('ticket_delivery')
@Check('ticket_delivery_state', `state IN ('pending', 'delivered', 'dead')`)
@Index('ticket_delivery_due', ['nextAt'], { where: `state = 'pending'` })
@Index('ticket_delivery_ticket', ['ticketId'])
@Index('ticket_delivery_handover', ['handoverId'])
export class TicketDelivery {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_delivery_pkey' }) id: string;
  @ForeignKey(() => TicketHandover, { name: 'ticket_delivery_handover_fk' })
  @Column('uuid', { name: 'handover_id' })
  handoverId: string;
  @ForeignKey(() => Ticket, { name: 'ticket_delivery_ticket_fk', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'ticket_id', nullable: true })
  ticketId: string | null;
  @Column('text') state: 'pending' | 'delivered' | 'dead';
  @Column('integer', { default: 0 }) attempts: number;
  @Column('timestamptz', { name: 'next_at' }) nextAt: Date;
  @Column('integer', { nullable: true }) status: number | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
}
