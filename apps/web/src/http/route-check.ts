import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { RequestMethod } from '@nestjs/common';
import { API_ROUTE, type ApiOptions, PAGE_ROUTE, type PageOptions } from '#kernel';

export interface Route {
  readonly method: string;
  /** As Nest writes it: '/licences/:id'. */
  readonly path: string;
  readonly api: ApiOptions | undefined;
  readonly page: PageOptions | undefined;
  readonly controller: new (...args: never[]) => unknown;
  readonly handler: string;
}

/** Every route of every controller, with its declared door. */
export function listRoutes(app: Pick<NestFastifyApplication, 'get'>): Route[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const routes: Route[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    if (!metatype || !instance) continue;
    const prefixes = [Reflect.getMetadata('path', metatype)].flat() as string[];
    const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const method = prototype[name];
      if (!method) continue;
      const paths = Reflect.getMetadata('path', method) as string | string[] | undefined;
      if (paths === undefined) continue;
      const verb = RequestMethod[Reflect.getMetadata('method', method) as RequestMethod];
      for (const prefix of prefixes) {
        for (const path of [paths].flat()) {
          routes.push({
            method: verb,
            path: `/${[prefix, path]
              .map((part) => part.replace(/^\/+|\/+$/g, ''))
              .filter(Boolean)
              .join('/')}`,
            api: reflector.get<ApiOptions | undefined>(API_ROUTE, method),
            page: reflector.get<PageOptions | undefined>(PAGE_ROUTE, method),
            controller: metatype as Route['controller'],
            handler: name,
          });
        }
      }
    }
  }
  return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

/** Refuses to start with a route that doesn't say who may knock. */
export function addRouteCheck(fastify: FastifyInstance, app: NestFastifyApplication): void {
  fastify.addHook('onReady', (done) => {
    const open = listRoutes(app).filter(({ api, page }) => !api && !page);
    done(
      open.length > 0
        ? new Error(
            `These routes need @Api or @Page: ${open.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
          )
        : undefined,
    );
  });
}
