import { normalDeviate, seeded } from '#assessment';
import { type Db, rows } from '#kernel';
import type { TrueItem } from './exam-answers.factory.js';

export interface MadePractice {
  readonly people: number;
  /** Items that each person meets, one a day. */
  readonly length: number;
  /** Share of the items that is drawn; else an able person gets the harder ones. */
  readonly share: number;
  readonly seed: string;
  /** Added to everybody's ability. */
  readonly mean: number;
}

/** Rounds of practice of as many people, theta ~ N(mean, 1) and .03 more by every answer: written in three statements. */
export async function addPractice(db: Db, truth: readonly TrueItem[], made: MadePractice): Promise<void> {
  const random = seeded(made.seed);
  const numbers = Array.from({ length: made.people }, (_, i) => i);
  const answers = numbers.flatMap((i) => {
    let theta = made.mean + normalDeviate(random, 'theta', i);
    const left = new Set(truth);
    return Array.from({ length: made.length }, (_, n) => {
      const drawn = random('slot', i, n) < made.share;
      const rank = ({ item }: TrueItem): number =>
        drawn ? random('draw', i, item.id) : Math.abs(theta - 1.15 - item.b);
      const next = [...left].reduce((best, each) => (rank(each) < rank(best) ? each : best));
      left.delete(next);
      const correct = random('answer', i, next.item.id) < 1 / (1 + Math.exp(-next.a * (theta - next.b)));
      theta += 0.03;
      const { id, version, skill } = next.item;
      const at = new Date(Date.UTC(2026, 8, 1 + n, 9, 0, i % 60)).toISOString();
      const why = drawn ? 'random' : 'weakest';
      const option = correct ? 'k' : 'a';
      return { number: `${made.seed}-${i}`, position: n + 1, id, version, skill, correct, option, at, why };
    });
  });
  await rows(
    db.read,
    `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
     SELECT $1 || '-' || n, 'P', 'Ractised', 'P Ractised', 'Ractised', CASE n % 2 WHEN 0 THEN 'nl' ELSE 'en' END,
       'Europe/Amsterdam', '2026-01-05T09:00:00Z' FROM generate_series(0, $2::int - 1) AS n`,
    [made.seed, made.people],
  );
  await rows(
    db.read,
    `INSERT INTO attempt (id, person_id, kind, category, context, state, seed, zone, started_at, finished_at,
       stop_reason, outcome)
     SELECT uuidv7(), id, 'practice', '', 'practice', 'finished', 's', zone, '2026-09-01T09:00:00Z',
       '2026-09-20T09:30:00Z', 'round-done', 'practised'
     FROM person WHERE number LIKE $1 || '-%'`,
    [made.seed],
  );
  await rows(
    db.read,
    `INSERT INTO response (attempt_id, position, item_id, item_version, skill, objective, option_order, asked_at, answer,
       points, answered_at, why, grade)
     SELECT a.id, r.position, r.id, r.version, r.skill, 'o1', '{}', r.at,
       jsonb_build_object('type', 'single', 'option', r.option), CASE WHEN r.correct THEN 1 ELSE 0 END, r.at, r.why,
       CASE WHEN r.correct THEN 'good' ELSE 'again' END
     FROM jsonb_to_recordset($1) AS r(number text, position smallint, id text, version integer, skill text,
       correct boolean, option text, at timestamptz, why text)
     JOIN person p ON p.number = r.number JOIN attempt a ON a.person_id = p.id`,
    [JSON.stringify(answers)],
  );
}
