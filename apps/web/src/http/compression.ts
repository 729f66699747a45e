import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync, type BrotliOptions } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Below this, headers and packing cost more than they save. */
const SMALLEST_BYTES = 1024;
/** Up to here packing takes less than a millisecond, and handing it to another thread would cost more. */
const AT_ONCE_BYTES = 128 * 1024;

/** Fast rather than dense: pages are made for one person and never packed twice. */
const BROTLI: BrotliOptions = {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 3,
  },
};

const later = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Packs pages and JSON. Streams (live progress) and what comes packed already go out as they are. */
export function addCompression(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    const bytes = Buffer.from(payload as string);
    const type = String(reply.getHeader('content-type') ?? '');
    if (bytes.length < SMALLEST_BYTES || !isText(type) || reply.hasHeader('content-encoding')) return payload;
    const vary = reply.getHeader('vary');
    void reply.header('vary', vary ? `${String(vary)}, Accept-Encoding` : 'Accept-Encoding');
    const encoding = encodingOf(request.headers['accept-encoding'] ?? '');
    if (!encoding) return payload;
    void reply.header('content-encoding', encoding).removeHeader('content-length');
    if (bytes.length > AT_ONCE_BYTES) return encoding === 'br' ? later.br(bytes, BROTLI) : later.gzip(bytes);
    return encoding === 'br' ? brotliCompressSync(bytes, BROTLI) : gzipSync(bytes);
  });
}

const isText = (type: string): boolean => /^text\/(?!event-stream)|\bjson\b|\bxml\b|javascript/.test(type);

/** The best encoding that the visitor names without refusing it (`;q=0`). */
function encodingOf(accepted: string): 'br' | 'gzip' | undefined {
  const offers = accepted.split(',').map((part) => part.trim().split(/\s*;\s*/));
  const takes = (name: string): boolean =>
    offers.some(([offer, quality = '']) => offer === name && !/^q=0(\.0*)?$/.test(quality));
  return (['br', 'gzip'] as const).find(takes);
}
