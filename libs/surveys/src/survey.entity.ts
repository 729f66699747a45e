import type { Rule } from '#audiences';
import { Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Both } from './bank.js';
import type { Dimension, Facts } from './facts.js';
import type { Side, SurveyState, Topic } from './survey.js';

const ID = { default: () => 'uuidv7()' };

/** At most three questions to a sample of an audience; its terms are final once it is planned (trigger `survey_keeps`). */
@Entity('survey')
@Index('survey_day', ['opensOn', 'id'])
export class SurveyRow {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'survey_pkey' }) id: string;
  @Column('integer', { default: 1 }) version: number;
  @Column('text', { default: 'draft' }) state: SurveyState;
  @Column('jsonb') title: Both;
  @Column('text', { array: true }) questions: string[];
  /** What a probe asks about, the invented one included, in the order shown. */
  @Column('jsonb') topics: Topic[];
  @Column('jsonb') rule: Rule;
  /** The rule as a sentence in both languages. */
  @Column('jsonb') audience: Both;
  /** Null: everybody of the audience who is rested. */
  @Column('integer', { name: 'sample_size', nullable: true }) sampleSize: number | null;
  @Column('text', { array: true }) dimensions: Dimension[];
  @Column('smallint', { name: 'smallest_group' }) smallestGroup: number;
  @Column('smallint', { name: 'fewest_comments' }) fewestComments: number;
  @Column('date', { name: 'opens_on' }) opensOn: string;
  /** The last day on which it can be answered. */
  @Column('date', { name: 'closes_on' }) closesOn: string;
  /** Weeks after which the same is asked again; null: once. */
  @Column('smallint', { name: 'repeat_weeks', nullable: true }) repeatWeeks: number | null;
  @ForeignKey('person', { name: 'survey_creator_fk' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** What one leader expects as the share of one question; locked when the survey opens (trigger `survey_prediction_keeps`). */
@Entity('survey_prediction')
@Index('survey_prediction_once_uq', ['surveyId', 'question', 'personId'], { unique: true })
@Index('survey_prediction_person', ['personId'])
export class SurveyPrediction {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'survey_prediction_pkey' }) id: string;
  @ForeignKey(() => SurveyRow, { name: 'survey_prediction_survey_fk' })
  @Column('uuid', { name: 'survey_id' })
  surveyId: string;
  @Column('text') question: string;
  @Column('text') side: Side;
  @ForeignKey('person', { name: 'survey_prediction_person_fk' })
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;
  @Column('numeric', { precision: 5, scale: 4 }) share: string;
  @Column('timestamptz', { name: 'predicted_at' }) predictedAt: Date;
}

/** Who was asked, and whether they answered; never what. The exclusion keeps two surveys of one person four weeks apart. */
@Entity('survey_participation')
@Exclusion(
  'survey_participation_rest',
  'USING gist (person_id WITH =, daterange(asked_on, asked_on + 28) WITH &&)',
)
export class SurveyParticipation {
  @ForeignKey(() => SurveyRow, { name: 'survey_participation_survey_fk' })
  @PrimaryColumn('uuid', { name: 'survey_id', primaryKeyConstraintName: 'survey_participation_pkey' })
  surveyId: string;
  @ForeignKey('person', { name: 'survey_participation_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'survey_participation_pkey' })
  personId: string;
  @Column('date', { name: 'asked_on' }) askedOn: string;
  /** Coarse facts that will go with the answers; each combination belongs to at least five of those asked. */
  @Column('jsonb') facts: Facts;
  @Column('boolean', { default: false }) answered: boolean;
}

/** One answer to one question. No person, no moment, no key that says which other answers came with it. */
@Entity('survey_answer')
@Index('survey_answer_question', ['surveyId', 'question'])
export class SurveyAnswer {
  @PrimaryColumn('uuid', {
    default: () => 'gen_random_uuid()',
    primaryKeyConstraintName: 'survey_answer_pkey',
  })
  id: string;
  @ForeignKey(() => SurveyRow, { name: 'survey_answer_survey_fk' })
  @Column('uuid', { name: 'survey_id' })
  surveyId: string;
  @Column('text') question: string;
  /** Of a probe: which service or announcement, or the invented one. */
  @Column('text', { nullable: true }) topic: string | null;
  @Column('text') value: string;
  @Column('jsonb') facts: Facts;
}

/** You said, we do: what follows from an answer, who sees to it, and by when. */
@Entity('survey_action')
@Index('survey_action_survey', ['surveyId'])
export class SurveyAction {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'survey_action_pkey' }) id: string;
  @ForeignKey(() => SurveyRow, { name: 'survey_action_survey_fk' })
  @Column('uuid', { name: 'survey_id' })
  surveyId: string;
  @Column('text') question: string;
  @Column('jsonb') said: Both;
  @Column('jsonb') does: Both;
  @ForeignKey('person', { name: 'survey_action_owner_fk' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId: string | null;
  @Column('date', { name: 'due_on' }) dueOn: string;
  @Column('date', { name: 'done_on', nullable: true }) doneOn: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** Whom HR counts as a VIP; while the list is empty, whoever leads leaders. */
@Entity('survey_vip')
export class SurveyVip {
  @ForeignKey('person', { name: 'survey_vip_person_fk' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'survey_vip_pkey' })
  personId: string;
}
