import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, CurrentActor, Db, notFound, Page, page, type View } from '#kernel';
import { formatDateTime, t } from '#ui';
import { findMail, listMails, type MailDetail } from './mailbox.queries.js';
import { nudgesPaths } from './nudges.paths.js';

const PAGE_SIZE = 50;
const id = { schema: z.string().regex(/^\d{1,18}$/) };
const boxQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/** A mail brings its own styles and links, and nothing else: it may not run, load, post or be framed. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation";

/** The built-in mailbox of the demo: what would have gone out by mail. */
@Controller()
export class MailboxPages {
  constructor(private readonly db: Db) {}

  @Get('dev/mail')
  @Page({ access: ['anonymous'], demo: true })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: boxQuery }) query: z.output<typeof boxQuery>,
  ): Promise<View> {
    const mails = await listMails(this.db.read, query.before ?? null, PAGE_SIZE + 1);
    const shown = mails.slice(0, PAGE_SIZE);
    const model = {
      mails: shown.map((mail) => ({ ...mail, href: nudgesPaths.mail({ id: mail.id }) })),
      older: mails.length > PAGE_SIZE ? nudgesPaths.mailbox({ before: shown.at(-1)?.id }) : null,
    };
    return page('nudges/mailbox', model, {
      title: t(actor.language, 'nudges.mailbox_title'),
      layout: layoutFor(actor),
    });
  }

  @Get('dev/mail/:id')
  @Page({ access: ['anonymous'], demo: true })
  async show(@CurrentActor() actor: Actor, @Param('id', id) mailId: string): Promise<View> {
    const mail = await this.get(mailId);
    const model = {
      ...mail,
      htmlHref: nudgesPaths.mailHtml({ id: mail.id }),
      lines: mail.text.trim().split('\n').map(lineOf),
      sentAtText: formatDateTime(actor.language, mail.sentAt, actor.zone),
      headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
    };
    return page('nudges/mail', model, { title: mail.subject, layout: layoutFor(actor) });
  }

  @Get('dev/mail/:id/html')
  @Page({ access: ['anonymous'], demo: true })
  async html(
    @Param('id', id) mailId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const mail = await this.get(mailId);
    // Without a nonce of ours the page policy stays off, and the mail's own, stricter one holds.
    request.nonce = '';
    void reply
      .header('content-security-policy', MAIL_POLICY)
      .header('cache-control', 'no-store')
      .header('content-type', 'text/html; charset=utf-8');
    return mail.html;
  }

  private async get(mailId: string): Promise<MailDetail> {
    const mail = await findMail(this.db.read, mailId);
    if (!mail) throw notFound('message');
    return mail;
  }
}

const layoutFor = (actor: Actor): 'app' | 'public' => (actor.kind === 'person' ? 'app' : 'public');

/** A line of the text part; an address on a line of its own becomes a link. */
function lineOf(text: string): { text: string; href: string | null } {
  const url = text.trim();
  return { text, href: /^https?:\/\/\S+$/.test(url) ? url : null };
}
