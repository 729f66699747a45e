import { EMPLOYER_WORDS, type EmployerWord } from '#content';
import { one, rows, type Tx } from '#kernel';
import type { ChosenWords } from './words.js';

export const WORDS_SETTING = 'employer-words';

export interface StoredWords {
  /** Goes up with every change, so that a process sees that its texts are old. */
  readonly revision: number;
  readonly chosen: ChosenWords;
}

export async function findWords(tx: Tx): Promise<StoredWords> {
  const row = await one<{ value: StoredWords }>(tx, 'SELECT value FROM setting WHERE name = $1', [
    WORDS_SETTING,
  ]);
  return row?.value ?? { revision: 0, chosen: { nl: {}, en: {} } };
}

/** Two administrators at once wait for each other here, also while there is no row to lock. */
export async function lockWords(tx: Tx): Promise<void> {
  await rows(tx, `SELECT pg_advisory_xact_lock(hashtext('catalogue.words'))`);
}

export async function saveWords(tx: Tx, words: StoredWords): Promise<void> {
  await rows(
    tx,
    `INSERT INTO setting (name, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [WORDS_SETTING, JSON.stringify(words)],
  );
}

/** In how many lessons and items that are published now each word stands. */
export async function countUses(tx: Tx): Promise<Record<EmployerWord, number>> {
  const newest = (table: string) =>
    `(SELECT DISTINCT ON (id) body::text AS body, status FROM ${table} ORDER BY id, version DESC)`;
  const found = await rows<{ word: EmployerWord; uses: number }>(
    tx,
    `SELECT word, count(*)::int AS uses
     FROM unnest($1::text[]) AS word
     JOIN (${newest('lesson_version')} UNION ALL ${newest('item_version')}) AS part
       ON part.status <> 'retired' AND part.body LIKE '%{{org.' || word || '}}%'
     GROUP BY word`,
    [[...EMPLOYER_WORDS]],
  );
  const uses = new Map(found.map((row) => [row.word, row.uses]));
  return Object.fromEntries(EMPLOYER_WORDS.map((word) => [word, uses.get(word) ?? 0])) as Record<
    EmployerWord,
    number
  >;
}
