import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  anonymousActor,
  defineProblem,
  InjectLogger,
  type Logger,
  notFound,
  page,
  fragment,
  isFragment,
  Problem,
  signInNeeded,
  tooManyRequests,
} from '#kernel';
import { productWords, t } from '#ui';
import { Pages } from './pages.js';

const broken = defineProblem({ type: 'broken', status: 500, title: 'kernel.problem_broken' });
const tooLarge = defineProblem({ type: 'too-large', status: 413, title: 'kernel.problem_too_large' });
const unreadable = defineProblem({ type: 'unreadable', status: 400, title: 'kernel.problem_invalid_input' });

/** Renders every failure once: problem+json for programs, a page or fragment for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly pages: Pages,
    @InjectLogger() private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also used by Fastify itself, for what fails before Nest sees it. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const who = { requestId: request.id, actorId: request.actor?.personId };
      this.log.error({ err: error, ...who }, 'request failed');
    }
    const { language } = request.actor ?? anonymousActor;
    const words = { ...problem.args, reference: request.id };
    const title = t(language, problem.definition.title, words);
    const detailKey = `${problem.definition.title}_detail`;
    const detail = productWords().has(detailKey) ? t(language, detailKey, words) : undefined;
    void reply.status(problem.status).header('cache-control', 'no-store');
    if (problem.status === 429) void reply.header('retry-after', '60');

    if (wantsJson(request)) {
      void reply.header('content-type', 'application/problem+json').send(
        JSON.stringify({
          type: `/problems/${problem.definition.type}`,
          title,
          status: problem.status,
          ...(detail ? { detail } : {}),
          instance: request.id,
          ...(problem.errors.length > 0
            ? {
                errors: problem.errors.map(({ pointer, message, args }) => ({
                  pointer,
                  detail: t(language, message, args),
                })),
              }
            : {}),
        }),
      );
      return;
    }
    if (problem.status === 401) {
      const to = `/login?to=${encodeURIComponent(request.method === 'GET' ? request.url : '/')}`;
      if (isFragment(request)) void reply.header('hx-redirect', to).send('');
      else void reply.status(303).header('location', to).send('');
      return;
    }
    const model = {
      status: problem.status,
      title,
      detail,
      reference: problem.status >= 500 ? request.id : undefined,
      errors: problem.errors.map(({ message, args }) => t(language, message, args)),
    };
    const view = isFragment(request)
      ? fragment('ui/problem-alert', model, problem.status)
      : page('layout/problem', model, {
          title,
          layout: request.actor?.kind === 'person' ? 'app' : 'public',
          status: problem.status,
        });
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(this.pages.render(view, request, reply));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | undefined)?.statusCode;
  switch (status) {
    case 400:
    case 415:
      return unreadable();
    case 401:
      return signInNeeded();
    case 404:
    case 405:
      return notFound('page');
    case 413:
      return tooLarge({ megabytes: 25 });
    case 429:
      return tooManyRequests();
    default:
      return broken();
  }
}

const wantsJson = (request: FastifyRequest): boolean =>
  request.url.startsWith('/api/') ||
  (request.headers.accept ?? '').includes('application/problem+json') ||
  (request.headers.accept ?? '').startsWith('application/json');
