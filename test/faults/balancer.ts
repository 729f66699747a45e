import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';

export interface Balancer {
  readonly origin: string;
  /** How many requests each of the processes behind it got. */
  readonly shares: readonly number[];
  close(): Promise<void>;
}

/** One address before several web processes: every request goes to the next of them in turn, whosever session it is. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const shares = ports.map(() => 0);
  let turn = 0;
  const server = http.createServer((request, response) => {
    const index = (turn += 1) % ports.length;
    shares[index] = (shares[index] ?? 0) + 1;
    const { method, url, headers } = request;
    const onward = http.request({ host: '127.0.0.1', port: ports[index], method, path: url, headers });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', (error) => response.writeHead(502).end(error.message));
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    shares,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
