import { Temporal } from 'temporal-polyfill';
import { type Db, one } from '#kernel';

type Done = (error: Error | null, result?: { current: number; ttl: number }) => void;
interface RouteOptions {
  timeWindow?: number;
  routeInfo?: { method?: unknown; url?: string };
}

/**
 * Counts requests in PostgreSQL, so that a limit holds over several web processes without Redis. Real time on purpose:
 * travelling in the demo must not open or shut the door.
 */
export function postgresRateLimitStore(db: Db) {
  return class PostgresRateLimitStore {
    constructor(readonly options: RouteOptions) {}

    incr(key: string, done: Done, timeWindow: number): void {
      const now = Temporal.Now.instant();
      one<{ hits: number; resets_at: Date }>(
        db.read,
        `INSERT INTO rate_limit AS l (key, hits, resets_at) VALUES ($1, 1, $3)
         ON CONFLICT (key) DO UPDATE SET
           hits = CASE WHEN l.resets_at <= $2::timestamptz THEN 1 ELSE l.hits + 1 END,
           resets_at = CASE WHEN l.resets_at <= $2::timestamptz THEN excluded.resets_at ELSE l.resets_at END
         RETURNING hits, resets_at`,
        [key, now.toString(), now.add({ milliseconds: timeWindow }).toString()],
      ).then(
        (row) =>
          done(null, {
            current: row?.hits ?? 1,
            ttl: Math.max(0, (row?.resets_at.getTime() ?? 0) - now.epochMilliseconds),
          }),
        (error: unknown) => done(error as Error),
      );
    }

    child(route: RouteOptions): PostgresRateLimitStore {
      return new PostgresRateLimitStore(route);
    }
  };
}
