import { rows, type Tx } from '#kernel';

/**
 * Takes words and names out of asks that ended before `before`, and out of the coaching that ended then: who asked and
 * what, who else was asked, the answers, who thanked and how. What stays counts: that it was solved, about which skill,
 * by whom, and the points. An ask without a person is on nobody's list. Gives how many asks and coachings lost theirs.
 */
export async function forgetAsks(tx: Tx, before: string): Promise<{ asks: number; coachings: number }> {
  const asks = await rows(
    tx,
    `WITH old AS (
       UPDATE ask SET person_id = NULL, trail_id = NULL, solution_id = NULL, wants = '', sees = '', tried = ''
       WHERE ended_at < $1 AND person_id IS NOT NULL RETURNING id),
     answers AS (DELETE FROM ask_message m USING old WHERE m.ask_id = old.id),
     turns AS (DELETE FROM ask_turn t USING old WHERE t.ask_id = old.id),
     thanks AS (UPDATE ask_thanks k SET from_id = NULL, words = NULL FROM old WHERE k.ask_id = old.id)
     SELECT id FROM old`,
    [before],
  );
  const coachings = await rows(
    tx,
    `UPDATE ask_coaching SET wish = '', coach_id = NULL WHERE ended_at < $1 AND wish <> '' RETURNING id`,
    [before],
  );
  return { asks: asks.length, coachings: coachings.length };
}
