import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions that colleagues propose, and one more reason to write: an author decided about one. */
export class AuthoringProposalCreate1763901000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE authoring_proposal (
        id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT authoring_proposal_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT authoring_proposal_person_fk REFERENCES person,
        skill text NOT NULL,
        language text NOT NULL,
        stem text NOT NULL,
        options jsonb NOT NULL,
        proposed_at timestamptz NOT NULL,
        outcome text CONSTRAINT authoring_proposal_outcome CHECK (outcome IN ('approved', 'declined')),
        answer text,
        decided_by uuid CONSTRAINT authoring_proposal_decider_fk REFERENCES person,
        decided_at timestamptz,
        CONSTRAINT authoring_proposal_decided CHECK (
          (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (answer IS NULL))
      );
      CREATE INDEX authoring_proposal_person ON authoring_proposal (person_id, proposed_at);
      ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN
        ('required', 'due-soon', 'overdue', 'exam-available', 'expiring', 'weekly-review', 'milestone', 'reminder',
         'fading', 'refresh', 'on-hold', 'decision', 'closing', 'report-answered', 'proposal-decided'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('nudges with the new purpose are part of what people were told and stay');
  }
}
