import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { listProblems } from '#kernel';
import { listRoutes, type Route } from './route-check.js';

/** What Nest keeps about one parameter of a method: its kind, name and schema. */
interface ParameterMetadata {
  readonly index: number;
  readonly data?: unknown;
  readonly schema?: unknown;
}

const BODY = 3;
const QUERY = 4;
const PARAM = 5;

/** The OpenAPI 3.1 document, made from the routes and the Zod schemas that also parse and present. */
export function openApiDocument(
  app: Pick<NestFastifyApplication, 'get'>,
  publicUrl: string,
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of listRoutes(app)) {
    if (!route.api) continue;
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, route.api);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vaardig', version: '1', description: 'Policies, learning, exams and IT licences.' },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
        session: { type: 'apiKey', in: 'cookie', name: 'vaardig_session' },
      },
      schemas: { Problem: problemSchema() },
    },
  };
}

function operationOf(route: Route, api: NonNullable<Route['api']>): Record<string, unknown> {
  const parameters = parametersOf(route);
  const body = parameters.find(({ kind }) => kind === BODY)?.schema;
  const status = String(api.status ?? 200);
  return {
    operationId: `${route.controller.name.replace(/Controller$/, '')}.${route.handler}`,
    summary: api.summary,
    tags: [route.path.split('/')[3] ?? 'api'],
    'x-access': api.access,
    ...(api.access.includes('anonymous') ? { security: [] } : {}),
    ...(api.scope ? { 'x-scope': api.scope } : {}),
    parameters: [...pathParameters(route, parameters), ...queryParameters(parameters)],
    ...(body
      ? {
          requestBody: { required: true, content: { 'application/json': { schema: jsonOf(body, 'input') } } },
        }
      : {}),
    responses: {
      [status]: api.returns
        ? { description: 'Done.', content: { 'application/json': { schema: jsonOf(api.returns, 'output') } } }
        : { description: 'Done.' },
      default: {
        description: 'A problem (RFC 9457).',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

type Parameter = ParameterMetadata & { kind: number };

function parametersOf(route: Route): Parameter[] {
  const found = (Reflect.getMetadata('__routeArguments__', route.controller, route.handler) ?? {}) as Record<
    string,
    ParameterMetadata
  >;
  return Object.entries(found).map(([key, value]) => ({ ...value, kind: Number(key.split(':')[0]) }));
}

function pathParameters(route: Route, parameters: Parameter[]): unknown[] {
  return [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => {
    const own = parameters.find(({ kind, data }) => kind === PARAM && data === name)?.schema;
    return { name, in: 'path', required: true, schema: own ? jsonOf(own, 'input') : { type: 'string' } };
  });
}

function queryParameters(parameters: Parameter[]): unknown[] {
  const list: unknown[] = [];
  for (const { kind, data, schema } of parameters) {
    if (kind !== QUERY) continue;
    if (typeof data === 'string') {
      list.push({
        name: data,
        in: 'query',
        required: false,
        schema: schema ? jsonOf(schema, 'input') : { type: 'string' },
      });
      continue;
    }
    const object = schema ? jsonOf(schema, 'input') : {};
    const properties = (object['properties'] ?? {}) as Record<string, unknown>;
    const required = (object['required'] ?? []) as string[];
    for (const [name, property] of Object.entries(properties)) {
      list.push({ name, in: 'query', required: required.includes(name), schema: property });
    }
  }
  return list;
}

function jsonOf(schema: unknown, io: 'input' | 'output'): Record<string, unknown> {
  if (!(schema instanceof z.ZodType)) return {};
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Record<string, unknown>;
  return json;
}

function problemSchema(): Record<string, unknown> {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'instance'],
    properties: {
      type: { type: 'string', enum: listProblems().map(({ type }) => `/problems/${type}`) },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      instance: { type: 'string', description: 'Reference of the request.' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
        },
      },
    },
  };
}
