import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PolicyStepsAndModes1763719101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE policy
        ADD COLUMN proposed_step text CONSTRAINT policy_proposed_step CHECK (proposed_step IN ('publish', 'resume', 'undo')),
        ADD COLUMN proposed_by uuid CONSTRAINT policy_proposer_fk REFERENCES person,
        ADD COLUMN proposed_at timestamptz,
        ADD CONSTRAINT policy_proposed CHECK ((proposed_step IS NULL) = (proposed_at IS NULL));

      ALTER TABLE policy_version
        ADD COLUMN renew_months smallint,
        ADD COLUMN renew_since date,
        ADD COLUMN steps jsonb NOT NULL DEFAULT '{"optionalFrom": null, "requiredFrom": null, "enforcedFrom": null}',
        ADD COLUMN apply_to text NOT NULL DEFAULT 'now' CONSTRAINT policy_version_apply_to CHECK (apply_to IN ('new', 'renewal', 'now')),
        ADD COLUMN tests jsonb NOT NULL DEFAULT '{"in": [], "out": []}',
        ADD COLUMN published_on date,
        ADD COLUMN proposed_by uuid CONSTRAINT policy_version_proposer_fk REFERENCES person;
      -- The defaults filled the versions there were; a new one says everything itself.
      ALTER TABLE policy_version ALTER COLUMN steps DROP DEFAULT, ALTER COLUMN apply_to DROP DEFAULT, ALTER COLUMN tests DROP DEFAULT;

      ALTER TABLE requirement
        ADD COLUMN proof_on date,
        ADD COLUMN rejoined_on date,
        ADD COLUMN ended_on date,
        ADD COLUMN access_ends_on date,
        ADD COLUMN access_ended boolean NOT NULL DEFAULT false,
        ADD COLUMN night_shift boolean NOT NULL DEFAULT false;
      CREATE INDEX requirement_ended ON requirement (policy_id, ended_on) WHERE state = 'ended';
      CREATE INDEX requirement_access ON requirement (access_ends_on) WHERE state = 'open' AND NOT access_ended AND access_ends_on IS NOT NULL;

      ALTER TABLE requirement_change
        ADD COLUMN state_before text,
        ADD COLUMN explanation_before jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE requirement_change DROP COLUMN state_before, DROP COLUMN explanation_before;
      ALTER TABLE requirement DROP COLUMN proof_on, DROP COLUMN rejoined_on, DROP COLUMN ended_on, DROP COLUMN access_ends_on,
        DROP COLUMN access_ended, DROP COLUMN night_shift;
      ALTER TABLE policy_version DROP COLUMN renew_months, DROP COLUMN renew_since, DROP COLUMN steps, DROP COLUMN apply_to, DROP COLUMN tests,
        DROP COLUMN published_on, DROP COLUMN proposed_by;
      ALTER TABLE policy DROP COLUMN proposed_step, DROP COLUMN proposed_by, DROP COLUMN proposed_at;
    `);
  }
}
