import { rows, type Tx } from '#kernel';

export interface GapRow {
  readonly text: string;
  readonly language: 'nl' | 'en';
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly lastAt: string;
}

/** Which of these words are a given or family name of somebody in the house (without accents, small). */
export async function namesAmong(tx: Tx, words: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ name: string }>(
    tx,
    `SELECT DISTINCT name FROM person p,
       unnest(string_to_array(lower(unaccent(p.given_name || ' ' || p.family_name)), ' ')) AS name
     WHERE name = ANY($1)`,
    [words],
  );
  return new Set(found.map(({ name }) => name));
}

/** Counts a question that found nothing; one that was closed opens again. */
export async function addGap(tx: Tx, text: string, language: 'nl' | 'en', at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO search_gap (text, language, count, first_at, last_at) VALUES ($1, $2, 1, $3, $3)
     ON CONFLICT (text) DO UPDATE SET count = search_gap.count + 1, last_at = excluded.last_at, closed_at = NULL`,
    [text, language, at],
  );
}

/** Gaps that nobody closed, the most asked first. */
export async function listGaps(tx: Tx, limit: number): Promise<GapRow[]> {
  const found = await rows<Omit<GapRow, 'lastAt'> & { lastAt: Date }>(
    tx,
    `SELECT text, language, count, last_at AS "lastAt" FROM search_gap WHERE closed_at IS NULL
     ORDER BY count DESC, last_at DESC, text LIMIT $1`,
    [limit],
  );
  return found.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
}

export async function closeGap(tx: Tx, text: string, at: string): Promise<boolean> {
  const found = await rows(
    tx,
    'UPDATE search_gap SET closed_at = $2 WHERE text = $1 AND closed_at IS NULL RETURNING text',
    [text, at],
  );
  return found.length > 0;
}
