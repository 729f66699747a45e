import { Tokens } from '@fastify/csrf';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import {
  type Access,
  type Actor,
  anonymousActor,
  API_ROUTE,
  type ApiOptions,
  Config,
  defineProblem,
  forbidden,
  notFound,
  PAGE_ROUTE,
  type PageOptions,
  signInNeeded,
} from '#kernel';

// The library's types give the variant with user info only.
const tokens = Tokens() as unknown as {
  create(secret: string): string;
  verify(secret: string, token: string): boolean;
};
const staleForm = defineProblem({ type: 'stale-form', status: 403, title: 'kernel.problem_stale_form' });

/** A token for the forms of one session. */
export const csrfTokenFor = (secret: string): string => tokens.create(secret);

/** May this visitor knock at a route that declares these doors? */
export function mayEnter(actor: Actor, access: readonly Access[]): boolean {
  if (access.includes('anonymous')) return true;
  if (actor.kind === 'anonymous') return false;
  if (access.includes('employee')) return true;
  if (access.includes('manager') && actor.isManager) return true;
  return actor.grants.some((grant) => access.includes(grant));
}

/** The declared door of every route; what lies behind is decided by the services. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = request.actor ?? anonymousActor;
    const api = this.reflector.get<ApiOptions | undefined>(API_ROUTE, context.getHandler());
    const page = this.reflector.get<PageOptions | undefined>(PAGE_ROUTE, context.getHandler());
    const door = api ?? page;
    // Only routes of libraries (none today) can lack a door; they stay shut.
    if (!door) throw forbidden();
    if (page?.demo && !this.config.demo) throw notFound('page');
    if (!mayEnter(actor, door.access)) throw actor.kind === 'anonymous' ? signInNeeded() : forbidden();
    if (actor.scopes !== null && !tokenMay(actor.scopes, api, request.method)) throw forbidden();
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) this.checkOrigin(request, actor);
    return true;
  }

  /**
   * A form or script of another site must not act for the visitor: the browser says where a request comes from, and a
   * session's forms carry its token. API tokens are sent by scripts, not by browsers, and need neither.
   */
  private checkOrigin(request: FastifyRequest, actor: Actor): void {
    if (actor.scopes !== null) return;
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw staleForm();
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== 'null' && new URL(origin).host !== request.headers.host) {
      if (origin !== this.config.publicUrl) throw staleForm();
    }
    if (!request.session) return;
    const body = request.body as Record<string, unknown> | undefined;
    const token = request.headers['x-csrf-token'] ?? body?.['_csrf'];
    if (typeof token !== 'string' || !tokens.verify(request.session.csrfSecret, token)) throw staleForm();
    if (body && '_csrf' in body) delete body['_csrf'];
  }
}

/** Tokens open the API only: `read` for reading, `write` for the rest, or the route's own scope. */
function tokenMay(scopes: readonly string[], api: ApiOptions | undefined, method: string): boolean {
  if (!api) return false;
  const general = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  return scopes.includes(general) || (api.scope !== undefined && scopes.includes(api.scope));
}
