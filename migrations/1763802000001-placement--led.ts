import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is below somebody, as one question that other statements may join, and an index that answers it alone: with the
 * rows of `placement` read as well, a director of five thousand cost twice as much.
 */
export class PlacementLed1763802000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX placement_manager;
      CREATE INDEX placement_manager ON placement (manager_id, person_id, valid);
      CREATE FUNCTION people_below(leader uuid, on_date date, deep boolean) RETURNS TABLE (person_id uuid)
      LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 AS $$
        WITH RECURSIVE below AS (
          SELECT led.person_id FROM placement led
          WHERE led.manager_id = ANY (ARRAY(
              SELECT leader UNION ALL SELECT d.manager_id FROM deputy d WHERE d.person_id = leader AND d.valid @> on_date))
            AND led.valid @> on_date AND led.person_id <> leader
          UNION
          SELECT led.person_id FROM below JOIN placement led ON led.manager_id = below.person_id
          WHERE deep AND led.valid @> on_date)
        SELECT below.person_id FROM below WHERE below.person_id <> leader
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION people_below;
      DROP INDEX placement_manager;
      CREATE INDEX placement_manager ON placement (manager_id);
    `);
  }
}
