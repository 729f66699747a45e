import { signature } from './sign-webhook.js';

const TIMEOUT_MS = 10_000;
/** As much of an answer as is kept for a receipt. */
const RECEIPT_LENGTH = 500;

/** What came back; `status` is null when no answer came. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly text: string | null;
  readonly error: string | null;
  readonly retryAfter: number | null;
}

/**
 * One POST of a CloudEvent (structured mode), signed after Standard Webhooks. `now` is in milliseconds since 1970. A
 * redirect is no answer: the address is what an administrator wrote down.
 */
export async function postWebhook(
  { url, secret, id }: { readonly url: string; readonly secret: string; readonly id: string },
  event: Readonly<Record<string, unknown>>,
  now: number,
): Promise<WebhookAnswer> {
  const body = JSON.stringify(event);
  const seconds = Math.floor(now / 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signature(secret, id, seconds, body),
      },
      body,
    });
    const text = (await response.text()).slice(0, RECEIPT_LENGTH).replaceAll('\u0000', '');
    const asked = Number(response.headers.get('retry-after'));
    const retryAfter = Number.isFinite(asked) && asked > 0 ? asked : null;
    const error = response.ok ? null : `HTTP ${response.status}`;
    return { status: response.status, text, error, retryAfter };
  } catch (error) {
    return { status: null, text: null, error: describe(error), retryAfter: null };
  }
}

/** What went wrong on the way, without the address in it. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'unknown';
}
