import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { addCompression } from './compression.js';

const PAGE = `<p>${'Goed gedaan. '.repeat(300)}</p>`;

describe('pages on the wire', () => {
  let server: FastifyInstance;
  beforeAll(() => {
    server = fastify();
    addCompression(server);
    server.get('/page', (_, reply) =>
      reply.type('text/html; charset=utf-8').header('vary', 'HX-Request').send(PAGE),
    );
    server.get('/long', (_, reply) => reply.type('text/csv').send(PAGE.repeat(100)));
    server.get('/short', (_, reply) => reply.type('text/html').send('<p>Goed.</p>'));
    server.get('/picture', (_, reply) => reply.type('image/png').send(Buffer.alloc(5000)));
    server.get('/data', () => ({ text: PAGE }));
    server.get('/packed', (_, reply) =>
      reply.type('text/css').header('content-encoding', 'br').send(Buffer.alloc(5000)),
    );
  });
  afterAll(() => server.close());
  const get = (url: string, accepted?: string) =>
    server.inject({ url, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });

  it('are packed with the best encoding that the browser takes', async () => {
    const brotli = await get('/page', 'gzip, deflate, br, zstd');
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'HX-Request, Accept-Encoding' });
    expect(brotli.rawPayload.length).toBeLessThan(200);
    expect(Number(brotli.headers['content-length'])).toBe(brotli.rawPayload.length);
    expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(PAGE);
    const gzip = await get('/page', 'gzip;q=1.0, br;q=0');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(PAGE);
    const long = await get('/long', 'br');
    expect(brotliDecompressSync(long.rawPayload).toString()).toBe(PAGE.repeat(100));
    expect((await get('/data', 'br')).headers['content-encoding']).toBe('br');
  });

  it('are left alone when packing is not wanted, not worth it, or done already', async () => {
    for (const [url, accepted] of [
      ['/page'],
      ['/page', 'identity'],
      ['/short', 'br'],
      ['/picture', 'br'],
    ] as const)
      expect((await get(url, accepted)).headers).not.toHaveProperty('content-encoding');
    expect((await get('/page')).payload).toBe(PAGE);
    expect((await get('/packed', 'br')).rawPayload).toHaveLength(5000);
  });
});
