import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two records of one human being: a pair that looks like one (`person_match`), a merge that HR confirmed
 * (`person_merge`), and every row it moved, so that it can be taken apart again (`person_moved_row`).
 */
export class PersonMerge1763719200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person
        ADD COLUMN merged_into uuid CONSTRAINT person_merged_fk REFERENCES person (id),
        ADD CONSTRAINT person_merged CHECK (merged_into <> id);
      CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;

      CREATE TABLE person_match (
        id uuid DEFAULT uuidv7() CONSTRAINT person_match_pkey PRIMARY KEY,
        kept_id uuid NOT NULL CONSTRAINT person_match_kept_fk REFERENCES person (id),
        other_id uuid NOT NULL CONSTRAINT person_match_other_fk REFERENCES person (id),
        kind text NOT NULL CONSTRAINT person_match_kind CHECK (kind IN ('rehire', 'duplicate')),
        chance double precision CONSTRAINT person_match_chance CHECK (chance BETWEEN 0 AND 1),
        evidence jsonb NOT NULL,
        state text NOT NULL CONSTRAINT person_match_state CHECK (state IN ('open', 'merged', 'rejected')),
        found_at timestamptz NOT NULL,
        decided_by uuid CONSTRAINT person_match_decider_fk REFERENCES person (id),
        decided_at timestamptz,
        CONSTRAINT person_match_two CHECK (kept_id <> other_id)
      );
      CREATE UNIQUE INDEX person_match_pair_uq ON person_match (least(kept_id, other_id), greatest(kept_id, other_id));
      CREATE INDEX person_match_open ON person_match (found_at) WHERE state = 'open';

      CREATE TABLE person_merge (
        id uuid DEFAULT uuidv7() CONSTRAINT person_merge_pkey PRIMARY KEY,
        match_id uuid CONSTRAINT person_merge_match_fk REFERENCES person_match (id),
        from_id uuid NOT NULL CONSTRAINT person_merge_from_fk REFERENCES person (id),
        into_id uuid NOT NULL CONSTRAINT person_merge_into_fk REFERENCES person (id),
        before jsonb NOT NULL,
        merged_by uuid CONSTRAINT person_merge_merger_fk REFERENCES person (id),
        merged_at timestamptz NOT NULL,
        undone_by uuid CONSTRAINT person_merge_undoer_fk REFERENCES person (id),
        undone_at timestamptz
      );
      CREATE UNIQUE INDEX person_merge_from_uq ON person_merge (from_id) WHERE undone_at IS NULL;
      CREATE INDEX person_merge_into ON person_merge (into_id);

      CREATE TABLE person_moved_row (
        merge_id uuid NOT NULL CONSTRAINT person_moved_row_merge_fk REFERENCES person_merge (id),
        table_name text NOT NULL,
        row_key jsonb NOT NULL,
        CONSTRAINT person_moved_row_pkey PRIMARY KEY (merge_id, table_name, row_key)
      );
    `);
  }

  async down(): Promise<void> {
    // A merged record would come back as a second person without anything of its own.
    throw new Error('merges are part of what people hold by now and stay');
  }
}
