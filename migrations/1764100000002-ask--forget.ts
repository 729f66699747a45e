import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An ask that ended long ago stays as a count: who asked may go. */
export class AskForget1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ask ALTER person_id DROP NOT NULL,
        ADD CONSTRAINT ask_forgotten CHECK (person_id IS NOT NULL OR (state <> 'open' AND wants = '' AND sees = '' AND tried = ''));
      CREATE INDEX ask_ended ON ask (ended_at) WHERE person_id IS NOT NULL;
    `);
  }

  down(): Promise<void> {
    throw new Error('who asked is forgotten');
  }
}
