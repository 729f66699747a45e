import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Rung } from './front-door.js';
import type { ChannelWish as Wish } from './service.js';

/** What the search looks through: one row per thing and language. With a person it is that person's alone. */
@Entity('search_doc')
@Check('search_doc_kind', `kind IN ('incident', 'card', 'lesson', 'service', 'ticket')`)
@Index('search_doc_person', ['personId'], { where: 'person_id IS NOT NULL' })
export class SearchDoc {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_doc_pkey' }) kind: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_doc_pkey' }) ref: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_doc_pkey' }) language: 'nl' | 'en';
  @ForeignKey('person', { name: 'search_doc_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  @Column('text', { nullable: true }) skill: string | null;
  @Column('text') title: string;
  @Column('text') summary: string;
  @Column('text', { array: true }) words: string[];
  /** Multiplies the score: how often it helped, and whether it is looked after. */
  @Column('real', { default: 1 }) weight: number;
  @Column('tsvector') vector: string;
}

/** Every word of everybody's documents, to mend typos and to take compounds apart; '' counts the documents. */
@Entity('search_word')
export class SearchWord {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_word_pkey' }) word: string;
  @Column('integer') docs: number;
  /** The word itself and the word without one of its letters. */
  @Column('text', { array: true }) cuts: string[];
  @Column('text') reversed: string;
}

/** Words and phrases that mean the same, in whatever language; IT edits them. */
@Entity('search_synonym')
@Check('search_synonym_words', 'cardinality(words) >= 2')
export class SearchSynonym {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'search_synonym_pkey' })
  id: string;
  @Column('text', { array: true }) words: string[];
  /** The single words and their stems in both languages: 'freezes' stands for 'freezing' too. */
  @Column('text', { array: true }) stems: string[];
}

/** What people looked for and did not find, without who. */
@Entity('search_gap')
export class SearchGap {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_gap_pkey' }) text: string;
  @Column('text') language: 'nl' | 'en';
  @Column('integer') count: number;
  @Column('timestamptz', { name: 'first_at' }) firstAt: Date;
  @Column('timestamptz', { name: 'last_at' }) lastAt: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
}

/** What HR set: the order of kinds in a list of results, and the minutes that a rung takes. */
@Entity('front_door')
@Check('front_door_single', 'single')
export class FrontDoorRow {
  @PrimaryColumn('boolean', { default: true, primaryKeyConstraintName: 'front_door_pkey' }) single: boolean;
  @Column('text', { array: true }) kinds: string[];
  @Column('jsonb') minutes: Record<Rung, number>;
  @Column('text', { nullable: true }) phone: string | null;
}

/** How somebody likes to be helped. */
@Entity('channel_wish')
@Check('channel_wish_wish', `wish IN ('chat', 'phone', 'visit', 'self')`)
export class ChannelWishRow {
  @ForeignKey('person', { name: 'channel_wish_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'channel_wish_pkey' })
  personId: string;
  @Column('text') wish: Wish;
  @Column('timestamptz', { name: 'chosen_at' }) chosenAt: Date;
}
