import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TrailAsk } from './trail.js';

/** What somebody typed and tried on the way from a card to a colleague or to IT; theirs alone, and gone after thirty days. */
@Entity('help_trail')
@Check('help_trail_language', `language IN ('nl', 'en')`)
@Index('help_trail_person', ['personId', 'touchedAt'])
@Index('help_trail_touched', ['touchedAt'])
export class HelpTrail {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'help_trail_pkey' })
  id: string;
  @ForeignKey('person', { name: 'help_trail_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text', { default: '' }) words: string;
  @Column('text') language: 'nl' | 'en';
  @Column('text', { nullable: true }) device: string | null;
  @Column('text', { name: 'card_slug', nullable: true }) cardSlug: string | null;
  @Column('text', { name: 'card_title', nullable: true }) cardTitle: string | null;
  @Column('text', { nullable: true }) skill: string | null;
  @Column('jsonb', { name: 'steps_tried', default: () => `'[]'` }) stepsTried: readonly string[];
  @Column('jsonb', { nullable: true }) ask: TrailAsk | null;
  @Column('timestamptz', { name: 'touched_at' }) touchedAt: Date;
}
