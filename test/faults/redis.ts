import fs from 'node:fs';
import { Redis } from 'ioredis';
import { begin, freePort } from './programs.js';

export interface RunningRedis {
  readonly url: string;
  /** How many keys it holds. */
  count(): Promise<number>;
  stop(): Promise<void>;
}

/** A real Redis on a free port of the loopback address that keeps nothing on disk. `npm test` installs it when missing. */
export async function startRedis(): Promise<RunningRedis> {
  const program = [process.env['REDIS_SERVER'], '/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(
    (place) => place && fs.existsSync(place),
  );
  if (!program) throw new Error('There is no Redis: run npm test, which installs it, or set REDIS_SERVER.');
  const port = await freePort();
  const server = begin(program, [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--daemonize',
    'no',
  ]);
  await server.says(/Ready to accept connections/);
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: 1 });
  return {
    url,
    count: () => client.dbsize(),
    stop: async () => {
      await client.quit();
      server.child.kill('SIGTERM');
      await server.ends();
    },
  };
}
