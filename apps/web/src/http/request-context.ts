import { randomFillSync } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Actor, anonymousActor, type Language } from '#kernel';
import { SESSION_COOKIE, type SessionsService, type SignedIn } from '#sessions';

/** Fills `request.actor`, `request.session` and `request.nonce` before anything else looks at the request. */
export function addRequestContext(fastify: FastifyInstance, sessions: SessionsService): void {
  fastify.addHook('onRequest', async (request) => {
    if (isStatic(request.url)) return;
    request.nonce = newNonce();
    const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const cookie = request.cookies[SESSION_COOKIE];
    const found = bearer
      ? await sessions.findByToken(bearer)
      : cookie
        ? await sessions.findBySession(cookie)
        : undefined;
    request.actor = found ? actorOf(found) : { ...anonymousActor, language: languageOf(request) };
    request.session =
      found && !bearer
        ? { csrfSecret: found.csrfSecret, theme: found.theme, keysOn: found.keysOn, unread: found.unread }
        : null;
  });
}

/** Asking the system for 16 bytes costs as much as asking for thousands. */
const randomness = Buffer.alloc(4096);
let spent = randomness.length;

/** 128 random bits that this one response's Content-Security-Policy names. */
function newNonce(): string {
  if (spent === randomness.length) {
    randomFillSync(randomness);
    spent = 0;
  }
  spent += 16;
  return randomness.toString('base64url', spent - 16, spent);
}

/** Assets and health checks belong to nobody and cost no query. */
export const isStatic = (url: string): boolean => url.startsWith('/assets/') || url.startsWith('/health/');

function actorOf(found: SignedIn): Actor {
  return {
    kind: 'person',
    personId: found.personId,
    name: found.name,
    grants: found.grants,
    isManager: found.isManager,
    scopes: found.scopes,
    language: found.language,
    zone: found.zone,
  };
}

/** Of somebody who isn't signed in: the link's `?lang=`, the cookie, the browser, Dutch. */
function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  if (asked === 'nl' || asked === 'en') return asked;
  const cookie = request.cookies['lang'];
  if (cookie === 'nl' || cookie === 'en') return cookie;
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (language === 'nl' || language === 'en') return language;
  }
  return 'nl';
}
