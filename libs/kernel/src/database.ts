import 'reflect-metadata';
import { availableParallelism } from 'node:os';
import pg from 'pg';
import {
  DataSource,
  type DataSourceOptions,
  type EntityManager,
  type MigrationInterface,
  QueryFailedError,
} from 'typeorm';
import { PreparingClient } from './preparing-client.js';

// Days stay text ('2026-11-21'): a Date would drag them through the machine's own zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

export type Tx = EntityManager;
type EntityClass = abstract new (...args: never[]) => unknown;
type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
  /**
   * Connections at most; every process has one such pool. Two per core when nothing is said: more only wait for a core,
   * and a few that are busy stay quicker than many that take turns.
   */
  readonly poolSize?: number;
  readonly applicationName?: string;
}

export function createDataSource(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...options.entities] as unknown as DataSourceOptions['entities'],
    migrations: [...options.migrations] as unknown as DataSourceOptions['migrations'],
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    extra: {
      max: options.poolSize ?? Math.max(4, 2 * availableParallelism()),
      application_name: options.applicationName ?? 'vaardig',
      Client: PreparingClient,
    },
  });
}

/** The database as services see it: transactions that the reader can see, and plain reads. */
export class Db {
  constructor(readonly source: DataSource) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
  }

  /** For reads that need no transaction of their own. */
  get read(): Tx {
    return this.source.manager;
  }

  /**
   * One prepared statement straight on the pool: for the hot path of a page or an answer, where parsing and planning
   * would cost more than running.
   */
  async prepared<T>(name: string, text: string, values: readonly unknown[]): Promise<T[]> {
    const result = await poolOf(this.source).query({ name, text, values: [...values] });
    return result.rows as T[];
  }
}

/** Rows of one SQL statement. Days come as text, moments as Date, bigint and numeric as text. */
export async function rows<T>(tx: Tx, text: string, parameters: readonly unknown[] = []): Promise<T[]> {
  if (!tx.queryRunner) return straight<T>(tx, text, parameters);
  const result: unknown = await tx.query(text, [...parameters]);
  // TypeORM gives [rows, count] for UPDATE and DELETE, rows for everything else.
  if (
    Array.isArray(result) &&
    result.length === 2 &&
    Array.isArray(result[0]) &&
    typeof result[1] === 'number'
  ) {
    return result[0] as T[];
  }
  return result as T[];
}

/** Outside a transaction the pool does: a query runner for one statement is work for nothing. */
async function straight<T>(tx: Tx, text: string, parameters: readonly unknown[]): Promise<T[]> {
  try {
    return (await poolOf(tx.dataSource).query(text, [...parameters])).rows as T[];
  } catch (error) {
    throw new QueryFailedError(text, [...parameters], error as Error);
  }
}

const poolOf = (source: DataSource): pg.Pool => (source.driver as unknown as { master: pg.Pool }).master;

/** The first row, if any. */
export async function one<T>(
  tx: Tx,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<T | undefined> {
  return (await rows<T>(tx, text, parameters))[0];
}

/**
 * Narrows a statement to these ids: `equals` goes behind the column, `value` is the parameter. One id becomes a plain
 * comparison, which `PreparingClient` may prepare; several become a list.
 */
export function among(
  ids: readonly string[],
  place: string,
  type: 'uuid' | 'bigint' = 'uuid',
): { equals: string; value: unknown } {
  return ids.length === 1
    ? { equals: `= ${place}::${type}`, value: ids[0] }
    : { equals: `= ANY(${place}::${type}[])`, value: ids };
}

/** A unique constraint or index refused the row (SQLSTATE 23505); `name` narrows to one of them. */
export function isDuplicate(error: unknown, name?: string): boolean {
  // What ran straight on the pool (`Db.prepared`) fails with the driver's own error.
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(cause instanceof Error)) return false;
  const { code, constraint } = cause as Error & { code?: string; constraint?: string };
  return code === '23505' && (name === undefined || constraint === name);
}
