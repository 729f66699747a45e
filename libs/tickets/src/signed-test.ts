import type { Temporal } from 'temporal-polyfill';
import { signWebhook } from '#kernel';
import type { HookMessage } from './intake.service.js';

/** A sample as a system of this kind would send it, signed with the source's own secret. */
export function signedTest(
  kind: string,
  secret: string,
  id: string,
  now: Temporal.Instant,
): { message: HookMessage; externalId: string } {
  const at = now.toString();
  const body = JSON.stringify(sampleOf(kind, id, at));
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  return {
    externalId: id,
    message: {
      raw: Buffer.from(body),
      id,
      timestamp: String(seconds),
      signature: signWebhook(secret, id, seconds, body),
    },
  };
}

function sampleOf(kind: string, id: string, at: string): unknown {
  const text = 'Test van de verbinding';
  switch (kind) {
    case 'topdesk':
      return { number: id, briefDescription: text, creationDate: at, modificationDate: at };
    case 'servicenow':
      return { number: id, short_description: text, state: '1', sys_created_on: at, sys_updated_on: at };
    case 'zammad':
      return { ticket: { id, title: text, state: 'open', created_at: at, updated_at: at } };
    case 'jira':
      return { issue: { key: id, fields: { summary: text, created: at, updated: at } } };
    default:
      throw new RangeError(`no messages come from a source of kind ${kind}`);
  }
}
