import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LicenceEvidenceClaimCreate1763802000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE licence_evidence_claim (
        id uuid DEFAULT uuidv7() NOT NULL CONSTRAINT licence_evidence_claim_pkey PRIMARY KEY,
        person_id uuid NOT NULL CONSTRAINT licence_evidence_claim_person_fk REFERENCES person,
        category text NOT NULL,
        obtained_on date NOT NULL,
        words text NOT NULL,
        submitted_at timestamptz NOT NULL,
        outcome text CONSTRAINT licence_evidence_claim_outcome CHECK (outcome IN ('accepted', 'rejected')),
        answer text,
        decided_by uuid CONSTRAINT licence_evidence_claim_decider_fk REFERENCES person,
        decided_at timestamptz,
        CONSTRAINT licence_evidence_claim_decided CHECK (
          (outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (answer IS NULL)),
        CONSTRAINT licence_evidence_claim_other CHECK (decided_by <> person_id)
      );
      CREATE INDEX licence_evidence_claim_person ON licence_evidence_claim (person_id);
      CREATE UNIQUE INDEX licence_evidence_claim_waiting_uq ON licence_evidence_claim (person_id, category) WHERE outcome IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE licence_evidence_claim');
  }
}
