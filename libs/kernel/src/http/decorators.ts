import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Actor, anonymousActor } from '../actor.js';

/** Who may knock: the declared door of a route. The service still decides who may do what to which thing. */
export type Access =
  'anonymous' | 'employee' | 'manager' | 'hr' | 'author' | 'it' | 'admin' | 'works-council';

export interface ApiOptions {
  /** One sentence for the API document. */
  readonly summary: string;
  readonly access: readonly Access[];
  /** What an API token must be allowed, e.g. 'licences:read'. */
  readonly scope?: string;
  readonly returns?: z.ZodType;
  readonly status?: number;
  /** Problem types that this route answers with, beside the usual ones. */
  readonly problems?: readonly string[];
}

export interface PageOptions {
  readonly access: readonly Access[];
  /** Served in demo mode only. */
  readonly demo?: boolean;
}

export const API_ROUTE = 'vaardig:api';
export const PAGE_ROUTE = 'vaardig:page';

/** Marks a JSON route; with Nest's own `@Body({ schema })` and friends it is the API document's only source. */
export const Api = (options: ApiOptions): MethodDecorator => SetMetadata(API_ROUTE, options);

/** Marks an HTML route. */
export const Page = (options: PageOptions): MethodDecorator => SetMetadata(PAGE_ROUTE, options);

/** What sign-in found out about a request. */
export interface RequestSession {
  readonly csrfSecret: string;
  readonly theme: 'light' | 'dark' | null;
  readonly keysOn: boolean;
  /** Messages not read yet. */
  readonly unread: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor;
    session?: RequestSession | null;
    nonce?: string;
  }
}

/** The person (or nobody) behind the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<FastifyRequest>().actor ?? anonymousActor;
});
