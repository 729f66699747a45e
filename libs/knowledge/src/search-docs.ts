import { rows, type Tx } from '#kernel';
import { cutsOf, wordsOf, plainText } from './words.js';

/** One thing in one language, as the search sees it. Markdown does no harm: only letters and digits count. */
export interface SearchDocument {
  readonly kind: 'incident' | 'card' | 'lesson' | 'service' | 'ticket';
  /** Slug or id; with the kind it tells the thing apart. */
  readonly ref: string;
  readonly language: 'nl' | 'en';
  /** Only this person finds it; null for everybody. */
  readonly personId: string | null;
  readonly skill: string | null;
  readonly title: string;
  readonly summary: string;
  /** Other words that people use for it: they count almost as much as the title. */
  readonly said: string;
  readonly text: string;
  /** Multiplies the score; 1 when nothing is known. */
  readonly weight: number;
}

/** Adds documents or writes them anew, in one statement. What one person alone may find lends no words to others. */
export async function putDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const list = documents.map((each) => ({
    ...each,
    person: each.personId,
    title_words: plainText(each.title),
    said_words: plainText(each.said),
    summary_words: plainText(each.summary),
    text_words: plainText(each.text),
    words: each.personId === null ? wordsOf(`${each.title} ${each.said} ${each.summary} ${each.text}`) : [],
  }));
  await rows(
    tx,
    `INSERT INTO search_doc (kind, ref, language, person_id, skill, title, summary, words, weight, vector)
     SELECT kind, ref, language, person, skill, title, summary, words, weight,
       setweight(to_tsvector(c, title_words), 'A') || setweight(to_tsvector(c, said_words), 'B') ||
       setweight(to_tsvector(c, summary_words), 'C') || setweight(to_tsvector(c, text_words), 'D')
     FROM jsonb_to_recordset($1::jsonb) AS d(kind text, ref text, language text, person uuid, skill text, title text,
       summary text, words text[], weight real, title_words text, said_words text, summary_words text, text_words text),
       LATERAL (SELECT CASE language WHEN 'nl' THEN 'vaardig_nl' ELSE 'vaardig_en' END::regconfig AS c) AS config
     ON CONFLICT (kind, ref, language) DO UPDATE SET person_id = excluded.person_id, skill = excluded.skill,
       title = excluded.title, summary = excluded.summary, words = excluded.words, weight = excluded.weight,
       vector = excluded.vector`,
    [JSON.stringify(list)],
  );
}

/** Takes things out of the search, in both languages. */
export async function dropDocuments(
  tx: Tx,
  kind: SearchDocument['kind'],
  refs: readonly string[],
): Promise<void> {
  if (refs.length > 0)
    await rows(tx, 'DELETE FROM search_doc WHERE kind = $1 AND ref = ANY($2)', [kind, refs]);
}

/** Takes out whatever of this kind everybody finds and is not among these. */
export async function keepDocuments(
  tx: Tx,
  kind: SearchDocument['kind'],
  refs: readonly string[],
): Promise<void> {
  await rows(tx, 'DELETE FROM search_doc WHERE kind = $1 AND person_id IS NULL AND NOT ref = ANY($2)', [
    kind,
    refs,
  ]);
}

/**
 * Counts every word of everybody's documents anew, and with them the documents ('') and the words of the synonyms, so
 * that a typo in one of those is mended as well.
 */
export async function countWords(tx: Tx): Promise<number> {
  const counted = await rows<{ word: string; docs: number }>(
    tx,
    `SELECT word, max(docs)::int AS docs FROM (
       SELECT word, count(*) AS docs FROM search_doc, unnest(words) AS word WHERE person_id IS NULL GROUP BY word
       UNION ALL SELECT word, 0 FROM search_synonym, unnest(words) AS word WHERE word NOT LIKE '% %'
       UNION ALL SELECT '', count(*) FROM search_doc WHERE person_id IS NULL) AS every
     GROUP BY word`,
  );
  await rows(
    tx,
    `WITH counted AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(word text, docs int, cuts text[], reversed text)),
     gone AS (DELETE FROM search_word w WHERE NOT EXISTS (SELECT 1 FROM counted c WHERE c.word = w.word) RETURNING 1)
     INSERT INTO search_word SELECT word, docs, cuts, reversed FROM counted
     ON CONFLICT (word) DO UPDATE SET docs = excluded.docs WHERE search_word.docs <> excluded.docs`,
    [
      JSON.stringify(
        counted.map(({ word, docs }) => ({
          word,
          docs,
          cuts: cutsOf(word),
          reversed: [...word].reverse().join(''),
        })),
      ),
    ],
  );
  return counted.length;
}

/** Writes groups of words that mean the same, through `plainText`; each with the stems of its single words. */
export async function addSynonyms(tx: Tx, groups: readonly (readonly string[])[]): Promise<void> {
  await rows(
    tx,
    `INSERT INTO search_synonym (words, stems)
     SELECT array_agg(DISTINCT word), coalesce(array_agg(DISTINCT stem) FILTER (WHERE word NOT LIKE '% %'), '{}')
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS g(words, n), jsonb_array_elements_text(words) AS word,
       unnest(word || tsvector_to_array(to_tsvector('vaardig_nl', word)) ||
         tsvector_to_array(to_tsvector('vaardig_en', word))) AS stem
     GROUP BY n ORDER BY n`,
    [JSON.stringify(groups)],
  );
}
