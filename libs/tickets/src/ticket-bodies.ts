import { z } from 'zod';

/** The helpdesk systems whose messages are understood. `csv` has no messages: its tickets come from a file. */
export const SOURCE_KINDS = ['topdesk', 'servicenow', 'zammad', 'jira', 'csv'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A ticket as any system tells about it. Text and requester are still as they came: pseudonymise before storing. */
export interface IncomingTicket {
  /** The ticket's own name there; with the source it tells tickets apart. */
  readonly externalId: string;
  readonly title: string;
  readonly words: string;
  readonly number: string | null;
  readonly email: string | null;
  readonly state: 'open' | 'solved';
  /** ISO 8601 with zone. `changedAt` decides which of two messages about one ticket is the newer one. */
  readonly openedAt: string;
  readonly changedAt: string;
}

/** A moment as these systems write it; without a zone it is UTC, as ServiceNow's tables are. */
const moment = z.string().transform((text, context) => {
  const isBare = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
  const at = new Date(isBare ? `${text.replace(' ', 'T')}Z` : text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at.getTime())) {
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  }
  return at.toISOString();
});
const text = z.string().max(100_000);
const id = z.union([z.string().min(1).max(100), z.number().int()]).transform(String);
const optional = z
  .string()
  .trim()
  .max(200)
  .nullish()
  .transform((value) => value || null);

/** TOPdesk: an action of an event flow that posts the incident as its API shows it (`/tas/api/incidents`). */
const topdesk = z
  .object({
    number: id,
    briefDescription: text.nullish(),
    request: text.nullish(),
    caller: z.object({ email: optional, employeeNumber: optional }).nullish(),
    creationDate: moment,
    modificationDate: moment,
    completed: z.boolean().default(false),
    closed: z.boolean().default(false),
  })
  .transform((body): IncomingTicket => ({
    externalId: body.number,
    title: body.briefDescription ?? '',
    words: plain(body.request ?? ''),
    number: body.caller?.employeeNumber ?? null,
    email: body.caller?.email ?? null,
    state: body.completed || body.closed ? 'solved' : 'open',
    openedAt: body.creationDate,
    changedAt: body.modificationDate,
  }));

/** ServiceNow: a business rule that posts the row of table `incident`; state 6 is resolved, 7 closed, 8 cancelled. */
const servicenow = z
  .object({
    number: id,
    short_description: text.nullish(),
    description: text.nullish(),
    caller_id: z.object({ email: optional, employee_number: optional }).nullish(),
    state: z.union([z.string(), z.number()]).transform(Number),
    sys_created_on: moment,
    sys_updated_on: moment,
  })
  .transform((body): IncomingTicket => ({
    externalId: body.number,
    title: body.short_description ?? '',
    words: plain(body.description ?? ''),
    number: body.caller_id?.employee_number ?? null,
    email: body.caller_id?.email ?? null,
    state: body.state >= 6 ? 'solved' : 'open',
    openedAt: body.sys_created_on,
    changedAt: body.sys_updated_on,
  }));

/** Zammad: the standard payload of a trigger's webhook: `ticket` and the `article` that caused it. */
const zammad = z
  .object({
    ticket: z.object({
      id,
      title: text.nullish(),
      state: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]),
      customer: z.object({ email: optional, login: optional }).nullish(),
      created_at: moment,
      updated_at: moment,
    }),
    article: z.object({ body: text.nullish() }).nullish(),
  })
  .transform(({ ticket, article }): IncomingTicket => ({
    externalId: ticket.id,
    title: ticket.title ?? '',
    words: plain(article?.body ?? ''),
    number: null,
    email: ticket.customer?.email ?? null,
    state: /^(closed|merged|removed)/i.test(ticket.state) ? 'solved' : 'open',
    openedAt: ticket.created_at,
    changedAt: ticket.updated_at,
  }));

/** Jira (Service Management): the issue of a webhook; a status category `done` closes it. */
const jira = z
  .object({
    issue: z.object({
      key: id,
      fields: z.object({
        summary: text.nullish(),
        description: text.nullish(),
        reporter: z.object({ emailAddress: optional }).nullish(),
        status: z.object({ statusCategory: z.object({ key: z.string() }).nullish() }).nullish(),
        created: moment,
        updated: moment,
      }),
    }),
  })
  .transform(({ issue: { key, fields } }): IncomingTicket => ({
    externalId: key,
    title: fields.summary ?? '',
    words: plain(fields.description ?? ''),
    number: null,
    email: fields.reporter?.emailAddress ?? null,
    state: fields.status?.statusCategory?.key === 'done' ? 'solved' : 'open',
    openedAt: fields.created,
    changedAt: fields.updated,
  }));

const READERS = { topdesk, servicenow, zammad, jira } as const;

/**
 * Reads the body of a message: the ticket in the one shape of ours, or the paths of the fields that are missing or wrong
 * (never their values). A ticket without any text is refused: there is nothing to learn from it.
 */
export function readBody(
  kind: Exclude<SourceKind, 'csv'>,
  body: unknown,
): { ok: true; ticket: IncomingTicket } | { ok: false; fields: string[] } {
  const read = READERS[kind].safeParse(body);
  if (!read.success)
    return { ok: false, fields: [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'body'))] };
  const { title, words } = read.data;
  if (title.trim() === '' && words.trim() === '') return { ok: false, fields: ['words'] };
  return { ok: true, ticket: read.data };
}

/** HTML of a mail as plain lines; text without tags stays as it is. */
function plain(body: string): string {
  if (!/<[a-z!/][^>]*>/i.test(body)) return body;
  const NAMED: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    nbsp: ' ',
    '#39': "'",
  };
  return body
    .replace(/<(style|script)[^>]*>[^]*?<\/\1>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/tr)[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => NAMED[name] ?? ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
