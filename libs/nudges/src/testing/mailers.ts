import { type Mail, Mailer } from '#kernel';

/** Stands for an SMTP server: keeps what it took, and can be told to fail. */
export class RecordingMailer extends Mailer {
  readonly taken: Mail[] = [];
  /** Called before a mail is taken; what it throws is what the SMTP client would throw. */
  onSend: (mail: Mail, nth: number) => void | Promise<void> = () => undefined;
  private tries = 0;

  async send(mail: Mail): Promise<void> {
    this.tries += 1;
    await this.onSend(mail, this.tries);
    this.taken.push(mail);
  }
}
