import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MilestoneCreate1763718009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vision (
        version integer CONSTRAINT vision_pkey PRIMARY KEY CONSTRAINT vision_version CHECK (version > 0),
        text jsonb NOT NULL,
        written_by uuid CONSTRAINT vision_writer_fk REFERENCES person,
        written_at timestamptz NOT NULL
      );

      CREATE TABLE milestone (
        id uuid DEFAULT uuidv7() CONSTRAINT milestone_pkey PRIMARY KEY,
        version integer NOT NULL DEFAULT 1,
        state text NOT NULL DEFAULT 'planned'
          CONSTRAINT milestone_state CHECK (state IN ('planned', 'announced', 'reached', 'missed')),
        title jsonb NOT NULL,
        text jsonb NOT NULL,
        category text NOT NULL,
        rule jsonb NOT NULL,
        audience jsonb NOT NULL,
        target smallint NOT NULL CONSTRAINT milestone_target CHECK (target BETWEEN 1 AND 100),
        due_on date NOT NULL,
        announcement jsonb,
        announce_on date,
        announced_at timestamptz,
        decided_on date,
        created_by uuid CONSTRAINT milestone_creator_fk REFERENCES person,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT milestone_message CHECK ((announcement IS NULL) = (announce_on IS NULL)),
        CONSTRAINT milestone_announced CHECK (state <> 'announced' OR (announced_at IS NOT NULL AND announcement IS NOT NULL)),
        CONSTRAINT milestone_decided CHECK ((decided_on IS NOT NULL) = (state IN ('reached', 'missed')))
      );
      CREATE INDEX milestone_due ON milestone (due_on, id);

      CREATE TABLE milestone_snapshot (
        milestone_id uuid NOT NULL CONSTRAINT milestone_snapshot_milestone_fk REFERENCES milestone ON DELETE CASCADE,
        taken_on date NOT NULL,
        audience integer NOT NULL,
        holders integer NOT NULL,
        share numeric(5,4),
        CONSTRAINT milestone_snapshot_pkey PRIMARY KEY (milestone_id, taken_on),
        CONSTRAINT milestone_snapshot_holders CHECK (holders BETWEEN 0 AND audience),
        CONSTRAINT milestone_snapshot_share CHECK ((share IS NULL) = (audience = 0))
      );

      CREATE TABLE announcement (
        milestone_id uuid NOT NULL CONSTRAINT announcement_milestone_fk REFERENCES milestone,
        person_id uuid NOT NULL CONSTRAINT announcement_person_fk REFERENCES person,
        told_at timestamptz NOT NULL,
        CONSTRAINT announcement_pkey PRIMARY KEY (milestone_id, person_id)
      );
      CREATE INDEX announcement_person ON announcement (person_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE announcement, milestone_snapshot, milestone, vision');
  }
}
