import type { Temporal } from 'temporal-polyfill';
import { type Db, type Fate, fateOf, type Mail, type Mailer, postWebhook, type RunSummary } from '#kernel';
import { t } from '#ui';
import {
  claimDueTickets,
  type DeliveryAnswer,
  type OutgoingTicket,
  pauseHandover,
  saveDeliveries,
} from './handovers.queries.js';
import { ticketsPaths } from './tickets.paths.js';

const AT_ONCE = 20;

export interface WaysOut {
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly now: () => Temporal.Instant;
  readonly log: (error: unknown) => void;
}

/**
 * Hands over what is due until nothing is left. Nothing is sent inside a transaction: it is claimed and committed first,
 * answered and written down afterwards; who dies in between leaves it to be sent again under the same id.
 */
export async function deliverTickets(db: Db, ways: WaysOut, dry: boolean): Promise<RunSummary> {
  if (dry) return { seen: 0, changed: 0, skipped: 0, notes: ['sends nothing when dry'] };
  let seen = 0;
  let delivered = 0;
  while (true) {
    const due = await db.transaction((tx) => claimDueTickets(tx, ways.now().toString(), AT_ONCE));
    if (due.length === 0) return { seen, changed: delivered, skipped: seen - delivered };
    const tried = await Promise.all(due.map((message) => attempt(message, ways)));
    await db.transaction(async (tx) => {
      const at = ways.now().toString();
      await saveDeliveries(
        tx,
        tried.map(({ answer }) => answer),
        at,
      );
      const gone = due.filter((_, index) => tried[index]?.fate.kind === 'gone');
      for (const id of new Set(gone.map(({ handoverId }) => handoverId)))
        await pauseHandover(tx, id, at, '410 Gone');
    });
    seen += due.length;
    delivered += tried.filter(({ answer }) => answer.state === 'delivered').length;
  }
}

async function attempt(
  message: OutgoingTicket,
  ways: WaysOut,
): Promise<{ fate: Fate; answer: DeliveryAnswer }> {
  const now = ways.now();
  const { status, error, retryAfter } =
    message.kind === 'webhook' ? await postTicket(message, ways) : await mailTicket(message, ways);
  const fate = fateOf(status, message.attempts, retryAfter);
  const seconds = fate.kind === 'retry' ? fate.afterSeconds : 0;
  return {
    fate,
    answer: {
      id: message.id,
      state: fate.kind === 'retry' ? 'pending' : fate.kind === 'delivered' ? 'delivered' : 'dead',
      nextAt: now.add({ seconds }).toString(),
      status,
      error,
    },
  };
}

interface Tried {
  readonly status: number | null;
  readonly error: string | null;
  readonly retryAfter: number | null;
}

const postTicket = ({ id, address, secret, ticket }: OutgoingTicket, ways: WaysOut): Promise<Tried> =>
  postWebhook(
    { url: address, secret: secret ?? '', id },
    {
      specversion: '1.0',
      id,
      source: ways.publicUrl + ticketsPaths.help(),
      type: ticket === null ? 'nl.vaardig.ticket.test' : 'nl.vaardig.ticket.opened',
      ...(ticket === null ? {} : { subject: ticket.id, time: ticket.openedAt }),
      datacontenttype: 'application/json',
      data: ticket === null ? null : { ...ticket, url: workUrl(ways.publicUrl, ticket.id) },
    },
    ways.now().epochMilliseconds,
  );

async function mailTicket(message: OutgoingTicket, ways: WaysOut): Promise<Tried> {
  try {
    await ways.mailer.send(ticketMail(message, ways.publicUrl));
    return { status: 200, error: null, retryAfter: null };
  } catch (error) {
    ways.log(error);
    return { status: null, error: error instanceof Error ? error.name : 'unknown', retryAfter: null };
  }
}

const workUrl = (publicUrl: string, id: string): string => publicUrl + ticketsPaths.work({ id });
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The mail that hands a ticket over: everything that was typed and tried, and where to answer. */
export function ticketMail({ id, address, ticket }: OutgoingTicket, publicUrl: string): Mail {
  const language = ticket?.language ?? 'nl';
  const say = (key: string, args?: Record<string, string>): string => t(language, key, args);
  const lines =
    ticket === null
      ? [say('tickets.mail_test')]
      : [
          ticket.words,
          '',
          say('tickets.mail_from', { name: ticket.name, number: ticket.person }),
          `${say('tickets.field_impact')}: ${say(`tickets.impact_${ticket.impact}`)}`,
          ...(ticket.device === null ? [] : [`${say('tickets.field_device')}: ${ticket.device}`]),
          ...(ticket.cardTitle === null ? [] : [say('tickets.read_card', { title: ticket.cardTitle })]),
          ...(ticket.stepsTried.length === 0
            ? []
            : [`${say('tickets.tried_title')}:`, ...ticket.stepsTried.map((step) => `- ${step}`)]),
          '',
          workUrl(publicUrl, ticket.id),
        ];
  return {
    to: address,
    subject:
      ticket === null
        ? say('tickets.mail_test_subject')
        : say('tickets.mail_subject', { title: ticket.title }),
    text: lines.join('\n'),
    html: `<!doctype html><html lang="${language}"><body><p>${lines.map(escaped).join('<br>')}</p></body></html>`,
    key: `ticket-${id}`,
  };
}
