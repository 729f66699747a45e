import { normalDeviate, seeded } from '#assessment';
import type { CatalogueItem } from '#catalogue';
import { type Db, rows } from '#kernel';

/** An item with what is really true of it: P(right) = 1 / (1 + exp(-a (theta - b))). */
export interface TrueItem {
  readonly item: CatalogueItem;
  readonly a: number;
  readonly b: number;
}

/**
 * True values for a bank: ln a ~ N(.1, .2), b around the author's difficulty with SD .5, and errors that sum to zero,
 * so that the authors are right on the whole and wrong about each item.
 */
export function makeTruth(items: readonly CatalogueItem[], seed: string): TrueItem[] {
  const random = seeded(seed);
  const errors = items.map((_, i) => 0.5 * normalDeviate(random, 'b', i));
  const mean = errors.reduce((sum, x) => sum + x, 0) / errors.length;
  return items.map((item, i) => ({
    item,
    a: Math.exp(0.1 + 0.2 * normalDeviate(random, 'a', i)),
    b: item.b + errors[i]! - mean,
  }));
}

export interface MadeExams {
  readonly people: number;
  /** Items asked of each, drawn at random. */
  readonly length: number;
  readonly seed: string;
  /** Extra difficulty of an item for people who read English, in logits. */
  readonly harderInEnglish?: ReadonlyMap<string, number>;
  /** Added to everybody's ability; default 0. */
  readonly mean?: number;
  /** What the exams agreed on when they started. */
  readonly blueprintId?: string;
}

/** Finished exams of as many people, theta ~ N(mean, 1), every second one reading English: written in three statements. */
export async function addExams(db: Db, truth: readonly TrueItem[], made: MadeExams): Promise<void> {
  const random = seeded(made.seed);
  const numbers = Array.from({ length: made.people }, (_, i) => i);
  const people = numbers.map((i) => ({ number: `${made.seed}-${i}`, language: i % 2 === 0 ? 'nl' : 'en' }));
  const answers = numbers.flatMap((i) => {
    const theta = (made.mean ?? 0) + normalDeviate(random, 'theta', i);
    const drawn = truth
      .map((each, j) => ({ each, rank: random('asked', i, j) }))
      .sort((left, right) => left.rank - right.rank)
      .slice(0, made.length);
    return drawn.map(({ each: { item, a, b } }, position) => {
      const harder = i % 2 === 1 ? (made.harderInEnglish?.get(item.id) ?? 0) : 0;
      const right = random('answer', i, item.id) < 1 / (1 + Math.exp(-a * (theta - b - harder)));
      const { id, version, skill } = item;
      const option = right ? 'k' : random('option', i, id) < 0.7 ? 'a' : 'c';
      return {
        number: `${made.seed}-${i}`,
        position: position + 1,
        id,
        version,
        skill,
        correct: right,
        option,
      };
    });
  });
  await rows(
    db.read,
    `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
     SELECT number, 'S', 'Imulated', 'S Imulated', 'Imulated', language, 'Europe/Amsterdam', '2026-01-05T09:00:00Z'
     FROM jsonb_to_recordset($1) AS p(number text, language text)`,
    [JSON.stringify(people)],
  );
  await rows(
    db.read,
    `INSERT INTO attempt (id, person_id, kind, category, context, state, seed, zone, started_at, deadline_at, finished_at,
       stop_reason, outcome, blueprint_id)
     SELECT uuidv7(), id, 'exam', 'A', 'test', 'finished', 's', zone, '2026-10-01T09:00:00Z', '2026-10-01T10:00:00Z',
       '2026-10-01T09:30:00Z', 'max', 'passed', $2
     FROM person WHERE number LIKE $1 || '-%'`,
    [made.seed, made.blueprintId ?? null],
  );
  await rows(
    db.read,
    `INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at, answer,
       points, answered_at)
     SELECT a.id, r.position, r.id, r.version, r.skill, 'o1', '{}', '2026-10-01T09:00:00Z',
       jsonb_build_object('type', 'single', 'option', r.option), CASE WHEN r.correct THEN 1 ELSE 0 END,
       '2026-10-01T09:10:00Z'
     FROM jsonb_to_recordset($1) AS r(number text, position smallint, id text, version integer, skill text,
       correct boolean, option text)
     JOIN person p ON p.number = r.number JOIN attempt a ON a.person_id = p.id`,
    [JSON.stringify(answers)],
  );
}
