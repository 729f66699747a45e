import pg from 'pg';

/** A statement gets a name when it comes so often; what is asked once or twice is not worth keeping on the server. */
const OFTEN = 3;
/** Names per process at most: statements that are put together anew for every rule would fill the server's memory. */
const NAMES = 500;
/** Longer texts carry many rows in one. */
const SHORT_TEXT = 200;

const seen = new Map<string, { times: number; name: string | undefined }>();
let named = 0;

/**
 * Prepares statements that come often by itself. For the small statements of a page, reading and planning costs
 * PostgreSQL several times what running them does; with a name it happens once per connection. Statements without
 * parameters stay as they are, and so do those with a list: their best plan depends on how long the list is, and the
 * one plan for all lengths that PostgreSQL would keep can read a whole company for one person.
 */
export class PreparingClient extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    const send = this.query.bind(this) as (...given: unknown[]) => unknown;
    this.query = ((statement: unknown, values?: unknown, callback?: unknown): unknown => {
      const name = typeof statement === 'string' && isSmall(values) ? nameOf(statement) : undefined;
      return name === undefined
        ? send(statement, values, callback)
        : send({ name, text: statement, values }, callback);
    }) as typeof this.query;
  }
}

function nameOf(text: string): string | undefined {
  const known = seen.get(text);
  if (!known) {
    if (seen.size < NAMES * 10) seen.set(text, { times: 1, name: undefined });
    return undefined;
  }
  known.times += 1;
  if (known.name === undefined && known.times >= OFTEN && named < NAMES) {
    named += 1;
    known.name = `often-${named}`;
  }
  return known.name;
}

function isSmall(values: unknown): values is readonly unknown[] {
  return Array.isArray(values) && values.length > 0 && values.every(isShort);
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length <= SHORT_TEXT : !Array.isArray(value);
}
