import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldingCreate1763718002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE holding (
        person_id uuid NOT NULL CONSTRAINT holding_person_fk REFERENCES person,
        category text NOT NULL,
        state text NOT NULL CONSTRAINT holding_state CHECK (state IN ('held', 'lost')),
        valid_from date,
        valid_until date,
        outbox_id bigint NOT NULL,
        CONSTRAINT holding_pkey PRIMARY KEY (person_id, category),
        CONSTRAINT holding_since CHECK (state = 'lost' OR valid_from IS NOT NULL)
      );
      CREATE INDEX holding_held ON holding (category, valid_until) WHERE state = 'held';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE holding');
  }
}
