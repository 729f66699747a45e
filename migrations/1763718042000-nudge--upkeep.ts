import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Three more reasons to write: memory fades, a refresh exam is open, and a licence waits for one. */
export class NudgeUpkeep1763718042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nudge DROP CONSTRAINT nudge_purpose, ADD CONSTRAINT nudge_purpose CHECK (purpose IN
        ('required', 'due-soon', 'overdue', 'exam-available', 'expiring', 'weekly-review', 'milestone', 'reminder',
         'fading', 'refresh', 'on-hold'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('nudges with the new purposes are part of what people were told and stay');
  }
}
