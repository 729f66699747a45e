import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Impact, State } from './ticket.js';
import { TicketSource } from './source.entity.js';

const ID = { default: () => 'uuidv7()' };

/** Somebody asked IT for help: made here, or told by another system (then without the words that tell who it was). */
@Entity('ticket')
@Check('ticket_language', `language IN ('nl', 'en')`)
@Check('ticket_impact', `impact IN ('one', 'team', 'all')`)
@Check('ticket_state', `state IN ('open', 'taken', 'waiting', 'answered', 'closed')`)
@Check('ticket_skill_by', `skill_by IN ('rule', 'classifier', 'person')`)
@Check('ticket_confidence', 'confidence BETWEEN 0 AND 1')
@Check('ticket_external', '(source_id IS NULL) = (external_id IS NULL)')
@Check('ticket_recognised', '(skill IS NULL) = (skill_by IS NULL)')
@Index('ticket_external_uq', ['sourceId', 'externalId'], { unique: true })
@Index('ticket_person', ['personId', 'openedAt'])
@Index('ticket_opened', ['openedAt'])
@Index('ticket_queue', ['openedAt'], { where: `source_id IS NULL AND state <> 'closed'` })
@Index('ticket_review', ['openedAt'], { where: 'needs_review' })
export class Ticket {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_pkey' }) id: string;
  /** Who asked; null when the other system named nobody whom HR knows. */
  @ForeignKey('person', { name: 'ticket_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  /** The other system; null for a ticket made here. */
  @ForeignKey(() => TicketSource, { name: 'ticket_source_fk' })
  @Column('uuid', { name: 'source_id', nullable: true })
  sourceId: string | null;
  @Column('text', { name: 'external_id', nullable: true }) externalId: string | null;
  @Column('text') title: string;
  @Column('text') words: string;
  @Column('text') language: 'nl' | 'en';
  @Column('text') impact: Impact;
  @Column('text', { nullable: true }) device: string | null;
  @Column('text', { name: 'steps_tried', array: true, default: () => "'{}'" }) stepsTried: string[];
  @Column('text', { name: 'card_slug', nullable: true }) cardSlug: string | null;
  @Column('text', { name: 'card_title', nullable: true }) cardTitle: string | null;
  /** Slug of the answer card that IT is offered with it; found when it came in. */
  @Column('text', { name: 'suggested_card', nullable: true }) suggestedCard: string | null;
  @Column('text') state: State;
  @Column('text', { nullable: true }) skill: string | null;
  @Column('text', { name: 'skill_by', nullable: true }) skillBy: 'rule' | 'classifier' | 'person' | null;
  @Column('real', { nullable: true }) confidence: number | null;
  @Column('boolean', { name: 'needs_review' }) needsReview: boolean;
  @ForeignKey('person', { name: 'ticket_taker_fk' })
  @Column('uuid', { name: 'taken_by', nullable: true })
  takenBy: string | null;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
}

/** What asker and IT wrote to each other. */
@Entity('ticket_reply')
@Index('ticket_reply_ticket', ['ticketId', 'at'])
@Index('ticket_reply_person', ['personId'])
@Index('ticket_reply_card', ['cardSlug'], { where: 'card_slug IS NOT NULL' })
@Check('ticket_reply_card', '(card_slug IS NULL) = (card_title IS NULL)')
export class TicketReply {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_reply_pkey' }) id: string;
  @ForeignKey(() => Ticket, { name: 'ticket_reply_ticket_fk', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'ticket_id' })
  ticketId: string;
  @ForeignKey('person', { name: 'ticket_reply_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  @Column('boolean', { name: 'by_it' }) byIt: boolean;
  @Column('text') words: string;
  /** The answer card that went along, with its title of that day. */
  @Column('text', { name: 'card_slug', nullable: true }) cardSlug: string | null;
  @Column('text', { name: 'card_title', nullable: true }) cardTitle: string | null;
  @Column('timestamptz') at: Date;
}

/** IT's rule: a ticket with all words of the phrase is about the skill. */
@Entity('ticket_rule')
@Index('ticket_rule_phrase_uq', ['phrase'], { unique: true })
export class TicketRule {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_rule_pkey' }) id: string;
  @Column('text') phrase: string;
  @Column('text') skill: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** A short review that one person was offered because of their tickets. Nobody else ever sees it. */
@Entity('ticket_offer')
@Index('ticket_offer_person', ['personId', 'skill', 'offeredAt'])
export class TicketOffer {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'ticket_offer_pkey' }) id: string;
  @ForeignKey('person', { name: 'ticket_offer_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') skill: string;
  @Column('integer') tickets: number;
  @Column('timestamptz', { name: 'offered_at' }) offeredAt: Date;
  @Column('timestamptz', { name: 'dismissed_at', nullable: true }) dismissedAt: Date | null;
}

/** When somebody first completed a lesson of a skill: needed to see what lessons do to tickets. */
@Entity('ticket_lesson')
export class TicketLesson {
  @ForeignKey('person', { name: 'ticket_lesson_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'ticket_lesson_pkey' })
  personId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ticket_lesson_pkey' }) skill: string;
  @Column('timestamptz', { name: 'completed_at' }) completedAt: Date;
}
