import { rows, type Tx } from '#kernel';
import type { AskedWord } from './words.js';

export interface Hit {
  readonly kind: 'incident' | 'card' | 'lesson' | 'service' | 'ticket';
  readonly ref: string;
  readonly skill: string | null;
  /** The language in which title and summary are: the reader's, or the one there is. */
  readonly language: 'nl' | 'en';
  readonly title: string;
  readonly summary: string;
  readonly score: number;
  /** Share of what was asked (rare words weigh more) that this has, 0 to 1. */
  readonly coverage: number;
}

/** So many of each kind at most. */
const PER_KIND = 8;

// One letter less in both is a typo ("pritner"), and so are many shared trigrams in a longer word. Only for words that
// stand nowhere: a word that is known was meant.
const TYPOS = `
  said AS (SELECT s.*, w.docs FROM jsonb_to_recordset($1::jsonb) AS s(place int, word text, cuts text[], parts text[])
    LEFT JOIN search_word w ON w.word = s.word),
  size AS (
    SELECT n, greatest(0.03 * n, 20) AS common FROM (
      SELECT greatest(coalesce((SELECT docs FROM search_word WHERE word = ''), 1), 1)::real AS n) AS counted),
  typo AS (
    SELECT s.place, c.word, c.docs, c.worth FROM said s CROSS JOIN LATERAL (
      SELECT w.word, max(w.docs) AS docs,
        (max(w.likeness) * 0.8 * CASE WHEN left(w.word, 1) = left(s.word, 1) THEN 1 ELSE 0.7 END)::real AS worth
      FROM (
        SELECT word, docs, 1 AS likeness FROM search_word WHERE cuts && s.cuts
        UNION ALL
        SELECT word, docs, similarity(word, s.word) FROM search_word WHERE length(s.word) >= 5 AND word % s.word) AS w
      WHERE length(w.word) >= 3 GROUP BY w.word ORDER BY worth DESC, docs DESC LIMIT 3) AS c
    WHERE s.docs IS NULL AND c.worth >= 0.35 AND length(s.word) >= 3 AND s.word !~ '^[0-9]+$'),
  heard AS (SELECT place, word, docs, 1::real AS worth FROM said UNION ALL SELECT place, word, docs, worth FROM typo)`;

// Synonyms of words and of whole phrases; compounds that hold the word; parts that the word holds. One that is common says
// too little to stand for it. The bounds (words end before '~') use the indexes, which LIKE cannot with a pattern of a row.
const MEANINGS = `
  meant AS (
    SELECT place, word, docs, worth FROM heard
    UNION ALL
    SELECT h.place, other, NULL, h.worth * 0.9 FROM heard h
      JOIN search_synonym y ON y.stems && (h.word || tsvector_to_array(to_tsvector('vaardig_nl', h.word)) ||
        tsvector_to_array(to_tsvector('vaardig_en', h.word))) CROSS JOIN unnest(y.words) AS other WHERE other <> h.word
    UNION ALL
    SELECT 1000 + (row_number() OVER ())::int, other, NULL, 0.9 FROM search_synonym y
      CROSS JOIN unnest(y.words) AS phrase CROSS JOIN unnest(y.words) AS other
      WHERE phrase LIKE '% %' AND $2 LIKE '% ' || phrase || ' %' AND other <> phrase
    UNION ALL
    SELECT h.place, c.word, NULL, h.worth * 0.6 FROM size, heard h CROSS JOIN LATERAL (
      (SELECT w.word FROM search_word w WHERE w.word ~>~ h.word AND w.word ~<~ (h.word || '~')
         AND w.docs <= size.common ORDER BY w.docs DESC LIMIT 6)
      UNION ALL
      (SELECT w.word FROM search_word w WHERE w.reversed ~>~ reverse(h.word) AND w.reversed ~<~ (reverse(h.word) || '~')
         AND w.docs <= size.common ORDER BY w.docs DESC LIMIT 6)
    ) AS c WHERE length(h.word) >= 4 AND h.worth = 1
    UNION ALL
    SELECT s.place, w.word, NULL, 0.5 FROM size, said s JOIN search_word w ON w.word = ANY (s.parts)
      WHERE w.docs <= size.common),
  term AS (
    SELECT place, word, max(worth)::real AS worth,
      phraseto_tsquery('vaardig_nl', word) || phraseto_tsquery('vaardig_en', word) AS q
    FROM meant GROUP BY place, word),
  rarity AS (
    SELECT m.place, ln(1 + size.n / (1 + coalesce(max(m.docs), 0)))::real AS idf, coalesce(max(m.docs), 0) AS docs
    FROM meant m CROSS JOIN size GROUP BY m.place, size.n),
  telling AS (
    SELECT t.*, r.idf FROM term t JOIN rarity r USING (place) CROSS JOIN size
    WHERE numnode(t.q) > 0 AND (r.docs <= size.common OR r.docs = (SELECT min(docs) FROM rarity))),
  asked AS (SELECT sum(rarity.idf) AS total FROM rarity WHERE place < 1000)`;

// Title 1, other words 0.8, summary 0.4, steps 0.15. What belongs to one person is looked through by person. A common word
// stands in tens of thousands of documents: until the best are known they go by their place in the table (`ctid`), which is
// far cheaper to group and sort than their names. A thing has two documents at most, so twice as many are enough.
const HITS = `
  found AS MATERIALIZED (
    SELECT d.ctid AS doc, d.kind, d.weight, t.place, t.idf * t.worth AS idf,
      t.worth * t.idf * ts_rank('{0.15, 0.4, 0.8, 1}', d.vector, t.q) AS score
    FROM telling t JOIN search_doc d ON d.vector @@ t.q WHERE d.person_id IS NULL
    UNION ALL
    SELECT d.ctid, d.kind, d.weight, t.place, t.idf * t.worth,
      t.worth * t.idf * ts_rank('{0.15, 0.4, 0.8, 1}', d.vector, t.q)
    FROM telling t JOIN search_doc d ON d.person_id = $3::uuid AND d.vector @@ t.q),
  hit AS (
    SELECT doc, any_value(kind) AS kind, any_value(weight) AS weight, max(idf) AS idf, max(score) AS score
    FROM found GROUP BY doc, place),
  covered AS (
    SELECT doc, any_value(kind) AS kind, any_value(weight) AS weight, sum(score) / any_value(total) AS score,
      least(1, sum(idf) / any_value(total)) AS coverage
    FROM hit CROSS JOIN asked GROUP BY doc),
  scored AS MATERIALIZED (
    SELECT doc, kind, coverage, score * (0.5 + 0.5 * coverage) * weight AS score FROM covered),
  near AS (
    SELECT s.* FROM (SELECT DISTINCT kind FROM scored) AS k CROSS JOIN LATERAL (
      SELECT doc, coverage, score FROM scored WHERE kind = k.kind ORDER BY score DESC, doc LIMIT ${2 * PER_KIND}) AS s),
  best AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY score DESC, ref) AS place FROM (
      SELECT DISTINCT ON (d.kind, d.ref) d.kind, d.ref, n.coverage, n.score
      FROM near n JOIN search_doc d ON d.ctid = n.doc ORDER BY d.kind, d.ref, n.score DESC) AS one)`;

const SEARCH = `WITH ${TYPOS}, ${MEANINGS}, ${HITS}
  SELECT b.kind, b.ref, d.skill, d.language, d.title, d.summary, b.score::float8 AS score, b.coverage::float8 AS coverage
  FROM best b JOIN LATERAL (
    SELECT * FROM search_doc d WHERE d.kind = b.kind AND d.ref = b.ref ORDER BY d.language = $4 DESC LIMIT 1) AS d ON true
  WHERE b.place <= ${PER_KIND} ORDER BY b.kind, b.place`;

/**
 * The search, in one statement: mends typos, adds synonyms and the parts of compounds, and ranks by what the words say
 * (rare ones more), where they stand, and how well the thing serves. Finds a Dutch question's answer for a reader of
 * English, too.
 *
 * @param words from `askedWords`; without any, nothing is found
 * @param phrase the question through `plainText`, for synonyms of several words
 */
export function findHits(
  tx: Tx,
  words: readonly AskedWord[],
  { phrase, personId, language }: { phrase: string; personId: string | null; language: 'nl' | 'en' },
): Promise<Hit[]> {
  if (words.length === 0) return Promise.resolve([]);
  return rows<Hit>(tx, SEARCH, [JSON.stringify(words), ` ${phrase} `, personId, language]);
}
