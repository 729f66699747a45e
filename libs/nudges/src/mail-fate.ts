/** What surely became of a mail when sending it failed. */
export type MailFate = 'not-taken' | 'refused' | 'in-doubt';

/** Failures that come before a mail server can have taken anything. */
const BEFORE_HANDING_OVER = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'EREQUIRETLS']);
/** Where a permanent refusal (5xx) is about this address or this mail, and not about us as a sender. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA', 'API']);

/**
 * Reads a failure of the SMTP client. An answer of the server to the envelope or the mail is certain: 4xx means later, 5xx
 * to the recipient or the content means never. Failing to connect is certain too. Everything else, a connection that
 * breaks or falls silent above all, leaves in doubt whether the server took the mail.
 */
export function fateOf(error: unknown): MailFate {
  const { responseCode, code, command, syscall } = (
    typeof error === 'object' && error !== null ? error : {}
  ) as Record<string, unknown>;
  if (BEFORE_HANDING_OVER.has(String(code)) || syscall === 'connect' || syscall === 'getaddrinfo')
    return 'not-taken';
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return 'in-doubt';
  const isForGood = responseCode === undefined || Number(responseCode) >= 500;
  return isForGood && ABOUT_THE_MAIL.has(String(command)) ? 'refused' : 'not-taken';
}
