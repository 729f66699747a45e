import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two more reasons to write: HR decided about a licence, and a facility is about to close. */
export class NudgeDecisions1763719401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN
        ('required', 'due-soon', 'overdue', 'exam-available', 'expiring', 'weekly-review', 'milestone', 'reminder',
         'fading', 'refresh', 'on-hold', 'decision', 'closing'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('nudges with the new purposes are part of what people were told and stay');
  }
}
