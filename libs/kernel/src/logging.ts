import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { QueryFailedError } from 'typeorm';

interface LogContext {
  job?: string;
}

/**
 * Which job a line of the worker belongs to. Requests write their ids down themselves, in the two lines that they have: a
 * context that follows every promise would cost each page more than its log.
 */
export const logContext = new AsyncLocalStorage<LogContext>();

/** Database errors carry whole statements with their parameters, and with them personal data: neither is logged. */
function safeError(error: Error): Record<string, unknown> {
  if (error instanceof QueryFailedError) {
    const { code, constraint, table } = error.driverError as {
      code?: string;
      constraint?: string;
      table?: string;
    };
    return { type: 'QueryFailedError', code, constraint, table, stack: stackOf(error) };
  }
  return { type: error.name, message: error.message, stack: stackOf(error) };
}

const stackOf = (error: Error) =>
  error.stack
    ?.split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .join('\n');

/** JSON lines: a constant lower-case phrase and fields; the job comes by itself. */
export function createLogger(level: string, name: string): pino.Logger {
  return pino({
    name,
    level,
    base: { name },
    serializers: { err: safeError },
    redact: { paths: ['req.headers.cookie', 'req.headers.authorization'], remove: true },
    mixin: () => ({ ...logContext.getStore() }),
  });
}

export type Logger = pino.Logger;
