import pg from 'pg';

/** A statement gets a name when it comes so often; what is asked once or twice is not worth keeping on the server. */
const OFTEN = 3;
/** Names per process at most: statements that are put together anew for every rule would fill the server's memory. */
const NAMES = 500;
/** Longer texts and lists carry many rows in one. */
const SHORT_TEXT = 500;
const SHORT_LIST = 8;

const seen = new Map<string, { times: number; name: string | undefined }>();
let named = 0;

/**
 * Prepares statements that come often by itself. For the small statements of a page, reading and planning costs
 * PostgreSQL several times what running them does; with a name it happens once per connection. Statements without
 * parameters stay as they are, and so do those that look up a list: their best plan depends on how long the list is, and
 * the one plan for all lengths that PostgreSQL would keep can read a whole company for one person. A list that is only
 * written down (INSERT ... FROM unnest) has one plan. Nor is a question about everybody's facts on a day kept: not knowing
 * the day, PostgreSQL takes one row in two hundred to be valid on it, and a plan for 500 people needs minutes for 100,000.
 */
export class PreparingClient extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    const send = this.query.bind(this) as (...given: unknown[]) => unknown;
    this.query = ((statement: unknown, values?: unknown, callback?: unknown): unknown => {
      const name =
        typeof statement === 'string' && isSmall(statement, values) ? nameOf(statement) : undefined;
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

function isSmall(text: string, values: unknown): values is readonly unknown[] {
  if (!Array.isArray(values) || values.length === 0 || !values.every(isShort)) return false;
  if (asksEverybody(text)) return false;
  return !values.some(Array.isArray) || onlyWrites(text);
}

/** Reads `person_facts` and names nobody. */
const asksEverybody = (text: string): boolean =>
  text.includes('person_facts(') && !/\bperson_id = \$\d/.test(text);

function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= SHORT_LIST && value.every(isShort);
  return typeof value !== 'string' || value.length <= SHORT_TEXT;
}

const onlyWrites = (text: string): boolean =>
  /^\s*(?:WITH \w+ AS \(\s*)?INSERT INTO/.test(text) &&
  /\bFROM unnest\(/.test(text) &&
  !/\bANY\(|\bJOIN\b/.test(text);
