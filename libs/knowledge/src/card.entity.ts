import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CardBody } from './card.js';

const ID = { default: () => 'uuidv7()' };

/** A short answer: what to do, step by step. Counts of outcomes start anew whenever its text changes. */
@Entity('card')
@Check('card_state', `state IN ('draft', 'published', 'retired')`)
@Unique('card_key_uq', ['key'])
@Unique('card_slug_uq', ['slug'])
@Index('card_review_by', ['reviewBy'], { where: `state = 'published'` })
export class Card {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'card_pkey' }) id: string;
  /** The id of its file (`kc.wifi-drops`); null for a card that was written in the product. */
  @Column('text', { nullable: true }) key: string | null;
  @Column('text') slug: string;
  @Column('text') skill: string;
  @Column('smallint') minutes: number;
  @Column('text') state: 'draft' | 'published' | 'retired';
  @Column('text', { name: 'file_hash', nullable: true }) fileHash: string | null;
  /** Edited in the product: from then on its file is not followed. */
  @Column('boolean', { name: 'is_edited', default: false }) isEdited: boolean;
  @ForeignKey('person', { name: 'card_owner_fk' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId: string | null;
  @ForeignKey('person', { name: 'card_credited_fk' })
  @Column('uuid', { name: 'credited_id', nullable: true })
  creditedId: string | null;
  @Column('text', { nullable: true }) origin: 'ask' | 'ticket' | null;
  @Column('date', { name: 'reviewed_on' }) reviewedOn: string;
  @Column('date', { name: 'review_by' }) reviewBy: string;
  @Column('jsonb') body: CardBody;
  @Column('integer') version: number;
  @Column('integer', { default: 0 }) solved: number;
  @Column('integer', { default: 0 }) almost: number;
  @Column('integer', { default: 0 }) refused: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** How a card read from then on. */
@Entity('card_version')
export class CardVersion {
  @ForeignKey(() => Card, { name: 'card_version_card_fk' })
  @PrimaryColumn('uuid', { name: 'card_id', primaryKeyConstraintName: 'card_version_pkey' })
  cardId: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'card_version_pkey' }) version: number;
  @Column('jsonb') body: CardBody;
  @ForeignKey('person', { name: 'card_version_changer_fk' })
  @Column('uuid', { name: 'changed_by', nullable: true })
  changedBy: string | null;
  @Column('timestamptz', { name: 'changed_at' }) changedAt: Date;
}

/** What a card did for somebody, once a day: the last word counts. */
@Entity('card_outcome')
@Index('card_outcome_once', ['cardId', 'personId', 'day'], { unique: true })
@Index('card_outcome_person', ['personId'])
@Index('card_outcome_at', ['at'])
export class CardOutcome {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'card_outcome_pkey' }) id: string;
  @ForeignKey(() => Card, { name: 'card_outcome_card_fk' })
  @Column('uuid', { name: 'card_id' })
  cardId: string;
  @ForeignKey('person', { name: 'card_outcome_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') skill: string;
  @Column('text') outcome: 'solved' | 'almost' | 'no';
  @Column('date') day: string;
  @Column('timestamptz') at: Date;
}
