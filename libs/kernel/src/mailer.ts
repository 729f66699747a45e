import nodemailer, { type Transporter } from 'nodemailer';
import { type Clock } from './clock.js';
import { kernelConfig, type Config } from './config.js';
import { type Db, rows } from './database.js';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Says which mail this is: the same key is the same mail, and becomes its Message-ID. */
  readonly key: string;
}

/** The way out for mail; two real ones exist: an SMTP server and the built-in mailbox. */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
  async close(): Promise<void> {
    // Nothing to close by default.
  }
}

/** Mails over SMTP, through one pooled connection set. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;
  constructor(
    url: string,
    private readonly from: string,
    private readonly domain: string,
  ) {
    super();
    // The library reads pool and timeout settings from the URL's query.
    const address = new URL(url);
    address.searchParams.set('pool', 'true');
    this.transport = nodemailer.createTransport(address.toString());
  }

  async send(mail: Mail): Promise<void> {
    await this.transport.sendMail({
      from: this.from,
      to: mail.to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId: `<${mail.key.replace(/[^A-Za-z0-9._-]/g, '-')}@${this.domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...mail.headers },
    });
  }

  override async close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}

/** Keeps mails in the database, to be read at /dev/mail. A second send with the same key changes nothing. */
export class MailboxMailer extends Mailer {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    await rows(
      this.db.read,
      `INSERT INTO mail_message (key, sent_to, subject, html, text, headers, sent_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO NOTHING`,
      [
        mail.key,
        mail.to,
        mail.subject,
        mail.html,
        mail.text,
        JSON.stringify(mail.headers ?? {}),
        this.clock.now().toString(),
      ],
    );
  }
}

export function createMailer(config: Config, db: Db, clock: Clock): Mailer {
  const { SMTP_URL, MAIL_FROM } = config.get(kernelConfig);
  return SMTP_URL
    ? new SmtpMailer(SMTP_URL, MAIL_FROM, new URL(config.publicUrl).hostname)
    : new MailboxMailer(db, clock);
}
