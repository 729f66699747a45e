import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The answer card that IT is offered with a ticket, and the one that went along with an answer. */
export class TicketCardAlong1764400000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ticket ADD COLUMN suggested_card text`);
    await runner.query(`
      ALTER TABLE ticket_reply ADD COLUMN card_slug text, ADD COLUMN card_title text,
        ADD CONSTRAINT ticket_reply_card CHECK ((card_slug IS NULL) = (card_title IS NULL))`);
    await runner.query(
      `CREATE INDEX ticket_reply_card ON ticket_reply (card_slug) WHERE card_slug IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('which cards went along with answers would be lost');
  }
}
