import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart, { type MultipartFile } from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Config, Db, kernelConfig, LOGGER, type Logger, type UploadedFile } from '#kernel';
import { unreadCountSql } from '#nudges';
import { SessionsService } from '#sessions';
import { addCompression } from './http/compression.js';
import { Pages } from './http/pages.js';
import { postgresRateLimitStore } from './http/rate-limit-store.js';
import { addRequestContext, isStatic } from './http/request-context.js';
import { addRouteCheck } from './http/route-check.js';

export const MAXIMUM_UPLOAD_BYTES = 25 * 1024 * 1024;

export function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: MAXIMUM_UPLOAD_BYTES,
    trustProxy: 'loopback, uniquelocal',
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  } as ConstructorParameters<typeof FastifyAdapter>[0]) as FastifyAdapter;
}

/** The whole stack of the web process on one page, in the order in which a request meets it. */
export async function setUpHttp(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const config = app.get(Config);
  const log = app.get<Logger>(LOGGER);

  await fastify.register(cookie);
  const sessions = app.get(SessionsService);
  sessions.alsoCount(unreadCountSql('p.id'));
  addRequestContext(fastify, sessions);
  addRequestLog(fastify, log);
  await addSecurityHeaders(fastify, config);
  addCompression(fastify);
  await addRateLimit(fastify, app);
  await addUploads(fastify);
  addRawBodies(fastify);
  addAssets(fastify, app.get(Pages));
  addRouteCheck(fastify, app);
}

/** One line per request: who by id, method, route, status, time. Neither query nor body, for they may name people. */
function addRequestLog(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!isStatic(request.url)) {
      log.info(
        {
          requestId: request.id,
          actorId: request.actor?.personId,
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
        },
        'request',
      );
    }
    done();
  });
}

async function addSecurityHeaders(fastify: FastifyInstance, config: Config): Promise<void> {
  const secure = config.publicUrl.startsWith('https://');
  await fastify.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  const formAction = [
    "'self'",
    ...(config.get(kernelConfig).OIDC_ISSUER
      ? [new URL(config.get(kernelConfig).OIDC_ISSUER as string).origin]
      : []),
  ].join(' ');
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.nonce) {
      void reply.header(
        'content-security-policy',
        `default-src 'none'; script-src 'nonce-${request.nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx`,
      );
    }
    done(null, payload);
  });
}

async function addRateLimit(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void> {
  const url = app.get(Config).get(kernelConfig).REDIS_URL;
  const redis = url ? new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 500 }) : undefined;
  if (redis) fastify.addHook('onClose', async () => void (await redis.quit()));
  await fastify.register(rateLimit, {
    global: false,
    // A store that is down must not lock everybody out.
    skipOnError: true,
    ...(redis ? { redis } : { store: postgresRateLimitStore(app.get(Db)) as never }),
  });
}

/** What other systems send is signed byte by byte, so the bytes stay beside what is read from them. */
function addRawBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async (request, reply, payload) => {
    if (!request.url.startsWith(SIGNED)) return payload;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of payload) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      // Fastify answers with the status that an error carries.
      if (size > MOST_SIGNED_BYTES) throw Object.assign(new Error('body too large'), { statusCode: 413 });
    }
    request.rawBody = Buffer.concat(parts);
    return Object.assign(Readable.from([request.rawBody]), { receivedEncodedLength: size });
  });
}

const SIGNED = '/api/v1/ticket-hooks/';
const MOST_SIGNED_BYTES = 1024 * 1024;

/** A multipart form arrives like any other form; its files as `UploadedFile`. */
async function addUploads(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, {
    attachFieldsToBody: true,
    limits: { fileSize: MAXIMUM_UPLOAD_BYTES, files: 2, fields: 200 },
  });
  fastify.addHook('preValidation', async (request: FastifyRequest) => {
    if (!request.isMultipart() || typeof request.body !== 'object' || request.body === null) return;
    const body: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(request.body as Record<string, unknown>)) {
      const parts = await Promise.all((Array.isArray(part) ? part : [part]).map(flatten));
      body[name] = parts.length === 1 ? parts[0] : parts;
    }
    request.body = body;
  });
}

async function flatten(part: unknown): Promise<unknown> {
  const field = part as { type: string; value?: unknown } & Partial<MultipartFile>;
  if (field.type !== 'file') return field.value;
  const file: UploadedFile = {
    fileName: field.filename ?? '',
    contentType: field.mimetype ?? '',
    bytes: (await field.toBuffer?.()) ?? Buffer.alloc(0),
  };
  return file;
}

/** Hashed names never change their content: a browser may keep them for a year. */
function addAssets(fastify: FastifyInstance, pages: Pages): void {
  fastify.get('/assets/*', { config: { asset: true } as never }, (request, reply) => {
    const asset = pages.assets.find(request.url.split('?')[0] ?? '');
    if (!asset) return reply.status(404).send('');
    const accepted = request.headers['accept-encoding'] ?? '';
    void reply
      .header('content-type', asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .header('etag', asset.etag);
    if (request.headers['if-none-match'] === asset.etag) return reply.status(304).send();
    if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(asset.brotli);
    if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(asset.gzip);
    return reply.send(asset.body);
  });
}
