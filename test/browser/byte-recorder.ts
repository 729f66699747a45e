import http from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';

/** One response as it went over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  /** Status line, headers (cookies too) and trailers, as they were sent. */
  readonly head: string;
  /** The body, unpacked when it was sent packed. */
  readonly body: string;
}

const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: zlib.brotliDecompressSync,
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
};

/** Stands between a client and the product, passes everything on as it is, and keeps every byte that comes back. */
export class ByteRecorder {
  readonly records: Recorded[] = [];

  private constructor(
    readonly origin: string,
    private readonly server: http.Server,
  ) {}

  static async before(product: string): Promise<ByteRecorder> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const recorder = new ByteRecorder(`http://127.0.0.1:${port}`, server);
    server.on('request', (request, response) => recorder.pass(product, request, response));
    return recorder;
  }

  private pass(product: string, request: http.IncomingMessage, response: http.ServerResponse): void {
    const path = request.url ?? '/';
    const onward = http.request(`${product}${path}`, { method: request.method, headers: request.headers });
    onward.on('response', (answer) => {
      const chunks: Buffer[] = [];
      response.writeHead(answer.statusCode ?? 500, answer.statusMessage, answer.rawHeaders);
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        response.write(chunk);
      });
      answer.on('end', () => {
        this.keep(request.method ?? 'GET', path, answer, Buffer.concat(chunks));
        response.end();
      });
    });
    onward.on('error', (error) => response.destroy(error));
    request.pipe(onward);
  }

  private keep(method: string, path: string, answer: http.IncomingMessage, bytes: Buffer): void {
    const packing = answer.headers['content-encoding'];
    const unpack = packing === undefined ? (same: Buffer) => same : UNPACK[packing];
    if (!unpack) throw new Error(`The recorder cannot read ${packing}.`);
    this.records.push({
      ...{ method, path, status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '' },
      head: [answer.statusMessage, ...answer.rawHeaders, ...answer.rawTrailers].join('\n'),
      body: (bytes.length > 0 ? unpack(bytes) : bytes).toString('utf8'),
    });
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
