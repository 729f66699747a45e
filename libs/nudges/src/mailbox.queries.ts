import { rows, one, type Tx } from '#kernel';

export interface MailRow {
  readonly id: string;
  readonly sentTo: string;
  readonly subject: string;
  readonly sentAt: Date;
}

export interface MailDetail extends MailRow {
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Mails of the built-in mailbox, latest first, before an id. */
export async function listMails(tx: Tx, before: string | null, limit: number): Promise<MailRow[]> {
  return rows(
    tx,
    `SELECT id, sent_to AS "sentTo", subject, sent_at AS "sentAt" FROM mail_message
     WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    [before, limit],
  );
}

export async function findMail(tx: Tx, id: string): Promise<MailDetail | undefined> {
  return one(
    tx,
    `SELECT id, sent_to AS "sentTo", subject, sent_at AS "sentAt", html, text, headers FROM mail_message WHERE id = $1`,
    [id],
  );
}
