import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { API_ROUTE, type ApiOptions, isView, type View } from '#kernel';
import { Pages } from './pages.js';

/** Turns what a page method returns (page, fragment, redirect, file) into the answer; leaves JSON alone. */
@Injectable()
export class ViewInterceptor implements NestInterceptor {
  constructor(
    private readonly pages: Pages,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const api = this.reflector.get<ApiOptions | undefined>(API_ROUTE, context.getHandler());
    if (api) void reply.header('cache-control', 'no-store').status(api.status ?? 200);
    return next.handle().pipe(
      concatMap(async (value: unknown) => {
        if (isView(value)) {
          if (value.kind === 'page') await this.pages.freshen();
          return this.send(value, request, reply);
        }
        // Only what the schema names leaves the house.
        return api?.returns && value !== undefined ? api.returns.parse(value) : value;
      }),
    );
  }

  private send(view: View, request: FastifyRequest, reply: FastifyReply): unknown {
    void reply.header('cache-control', 'no-store');
    switch (view.kind) {
      case 'redirect': {
        if (view.flash) this.pages.keepFlash(reply, view.flash);
        if (request.headers['hx-request'] === 'true') {
          void reply.status(200).header('hx-redirect', view.to);
          return '';
        }
        void reply.status(303).header('location', view.to);
        return '';
      }
      case 'file': {
        void reply
          .header('content-type', view.contentType)
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(view.fileName)}`);
        return view.body;
      }
      case 'page':
      case 'fragment': {
        void reply
          .status(view.status)
          .header('content-type', 'text/html; charset=utf-8')
          .header('vary', 'HX-Request, HX-Request-Type');
        return this.pages.render(view, request, reply);
      }
    }
  }
}
