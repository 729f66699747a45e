import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Licences that live by reviews: the last day of an open refresh exam, what was heard of the holder's memory, and when
 * they were last asked to practise. `licence_rule` holds the rule that HR chose for a category in place of its own.
 */
export class LicenceUpkeep1763718041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE licence
        ADD COLUMN refresh_by date,
        ADD COLUMN memory_band text CONSTRAINT licence_memory_band CHECK (memory_band IN ('green', 'amber', 'red')),
        ADD COLUMN memory_since date,
        ADD COLUMN memory_skill text,
        ADD COLUMN prompted_on date,
        ADD CONSTRAINT licence_refresh CHECK (refresh_by IS NULL OR state IN ('valid', 'renewal', 'grace', 'suspended'));
      CREATE INDEX licence_fading ON licence (memory_since) WHERE memory_band = 'amber';
      CREATE INDEX licence_refreshing ON licence (refresh_by) WHERE refresh_by IS NOT NULL;

      CREATE TABLE licence_rule (
        category text CONSTRAINT licence_rule_pkey PRIMARY KEY,
        rule text NOT NULL CONSTRAINT licence_rule_rule
          CHECK (rule IN ('from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep')),
        months integer NOT NULL CONSTRAINT licence_rule_months CHECK (months BETWEEN 1 AND 120),
        chosen_at timestamptz NOT NULL
      );
    `);
  }

  async down(): Promise<void> {
    // The ledger may hold refresh events by now, and the row has to show what they add up to.
    throw new Error('licence.refresh_by is the fold of the ledger and stays');
  }
}
