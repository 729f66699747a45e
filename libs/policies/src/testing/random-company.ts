/** A company in which everything happens to everybody, in sets: for the spec that holds the incremental evaluation to the full one. */
import { batches, holdingChanged, personChanged } from '#events';
import { publish, rows } from '#kernel';
import type { Tx } from '#kernel';

const TEAMS = ['FIN', 'FIN-CRED', 'HRM', 'HRM-2'];
const WEEKS = [[1, 2, 3, 4, 5], [1, 2, 4], [3, 5], [1], [5, 6, 7], []];

/** Hires so many people at once, each with a team, a site, a week and a first day of their own. */
export async function hireMany(tx: Tx, n: number, random: () => number): Promise<string[]> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const people = Array.from({ length: n }, () => ({
    team: pick(TEAMS),
    site: pick(['Amsterdam', 'Amsterdam', 'Lissabon', 'Willemstad']),
    week: JSON.stringify(pick(WEEKS)),
    start: pick(['2020-01-06', '2026-11-02', '2027-01-18', '2027-02-15', '2027-04-01']),
    night: random() < 0.1,
  }));
  const added = await rows<{ id: string }>(
    tx,
    `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
     SELECT 'R' || n, 'Person', n::text, 'Person ' || n, lpad(n::text, 6, '0'), 'nl', s.zone, '2020-01-01'
     FROM unnest($1::text[]) WITH ORDINALITY AS u(site, n) JOIN site s ON s.name = u.site ORDER BY n RETURNING id`,
    [people.map((one) => one.site)],
  );
  const ids = added.map((one) => one.id);
  await rows(
    tx,
    `WITH given AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::date[], $6::boolean[]) AS g(id, team, site, week, start, night)),
     hired AS (INSERT INTO employment (person_id, valid) SELECT id, daterange(start, NULL) FROM given RETURNING id, person_id)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, weekly_hours, working_days, night_shift)
     SELECT g.id, h.id, 1, daterange(g.start, NULL), 'Medewerker', t.id, s.id, 36, ARRAY(SELECT jsonb_array_elements_text(g.week::jsonb)::smallint), g.night
     FROM given g JOIN hired h ON h.person_id = g.id JOIN team t ON t.code = g.team JOIN site s ON s.name = g.site`,
    [
      ids,
      people.map((one) => one.team),
      people.map((one) => one.site),
      people.map((one) => one.week),
      people.map((one) => one.start),
      people.map((one) => one.night),
    ],
  );
  return ids;
}

/** What can happen to people on a day; each is one statement over those to whom it happens, `$1` their ids and `$2` the day. */
export const HAPPENINGS: Record<string, string> = {
  moves: `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = (ARRAY['FIN', 'FIN-CRED', 'HRM', 'HRM-2'])[1 + abs(hashtext(person_id::text || $2)) % 4])
          WHERE person_id = ANY($1::uuid[]) AND valid @> $2::date`,
  'moves later': `WITH cut AS (UPDATE placement SET valid = daterange(lower(valid), $2::date + 9)
            WHERE person_id = ANY($1::uuid[]) AND valid @> ($2::date + 9) AND lower(valid) < $2::date AND upper_inf(valid) RETURNING *)
          INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, weekly_hours, working_days, night_shift)
          SELECT person_id, employment_id, seat, daterange($2::date + 9, NULL), job, (SELECT id FROM team WHERE code = (ARRAY['FIN', 'HRM'])[1 + abs(hashtext(person_id::text || $2)) % 2]),
                 site_id, weekly_hours, working_days, night_shift FROM cut`,
  'works other days': `UPDATE placement SET working_days = (ARRAY['{1,2,3}', '{2,4}', '{1,2,3,4,5}', '{6,7}'])[1 + abs(hashtext(person_id::text || $2)) % 4]::smallint[]
          WHERE person_id = ANY($1::uuid[]) AND valid @> $2::date`,
  leaves: `WITH e AS (UPDATE employment SET valid = daterange(lower(valid), $2::date) WHERE person_id = ANY($1::uuid[]) AND upper_inf(valid) AND lower(valid) < $2::date RETURNING id),
          gone AS (DELETE FROM placement p USING e WHERE p.employment_id = e.id AND lower(p.valid) >= $2::date RETURNING 1)
          UPDATE placement p SET valid = daterange(lower(p.valid), $2::date) FROM e WHERE p.employment_id = e.id AND lower(p.valid) < $2::date AND coalesce(upper(p.valid), 'infinity') > $2::date`,
  'comes back': `WITH e AS (INSERT INTO employment (person_id, valid) SELECT id, daterange($2::date, NULL) FROM person
            WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM employment o WHERE o.person_id = person.id AND (upper_inf(o.valid) OR upper(o.valid) > $2::date)) RETURNING id, person_id)
          INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, weekly_hours, working_days, night_shift)
          SELECT e.person_id, e.id, 1, daterange($2::date, NULL), 'Medewerker', (SELECT id FROM team WHERE code = 'FIN'), (SELECT id FROM site WHERE name = 'Amsterdam'), 36, '{1,2,3,4,5}', false FROM e`,
  'is away': `INSERT INTO absence (person_id, type, valid) SELECT id, 'sick', daterange($2::date, CASE WHEN hashtext(id::text) % 3 = 0 THEN NULL ELSE $2::date + 35 END) FROM person
          WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.person_id = person.id AND a.valid && daterange($2::date, NULL))`,
  'was away, it turns out': `INSERT INTO absence (person_id, type, valid) SELECT id, 'parental', daterange($2::date - 40, $2::date - 3) FROM person
          WHERE id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM absence a WHERE a.person_id = person.id AND a.type = 'parental' AND a.valid && daterange($2::date - 40, $2::date - 3))`,
  'is back': `UPDATE absence SET valid = daterange(lower(valid), $2::date + 2) WHERE person_id = ANY($1::uuid[]) AND upper_inf(valid) AND lower(valid) < $2::date`,
  'gets a later day': `INSERT INTO waiver (policy_id, person_id, kind, until, reason, state, asked_at, decided_by, decided_at)
          SELECT p.id, w.id, CASE WHEN hashtext(w.id::text) % 2 = 0 THEN 'waiver' ELSE 'extension' END, $2::date + 20, 'toeval', 'granted', '2027-01-01', (SELECT min(id::text)::uuid FROM person), '2027-01-01'
          FROM policy p, person w WHERE w.id = ANY($1::uuid[]) AND w.id <> (SELECT min(id::text)::uuid FROM person)`,
};

/** What happens to licences; told as what audiences tells after it. */
export const LICENCE_HAPPENINGS: Record<string, string> = {
  passes: `INSERT INTO holding (person_id, category, state, valid_from, earned_on, valid_until, outbox_id)
          SELECT id, (ARRAY['A', 'B'])[1 + abs(hashtext(id::text || $2)) % 2], 'held', $2::date, $2::date, NULL, 0 FROM unnest($1::uuid[]) AS u(id)
          ON CONFLICT (person_id, category) DO UPDATE SET valid_from = CASE WHEN holding.state = 'held' THEN holding.valid_from ELSE excluded.valid_from END, state = 'held', earned_on = excluded.earned_on
          RETURNING person_id AS "personId", category, true AS held`,
  loses: `UPDATE holding SET state = 'lost' WHERE person_id = ANY($1::uuid[]) AND state = 'held' AND valid_from < $2::date RETURNING person_id AS "personId", category, false AS held`,
};

export async function tellPeople(tx: Tx, personIds: readonly string[]): Promise<void> {
  await publish(
    tx,
    batches(personIds).map((part) => personChanged({ personIds: [...part], reason: 'edit' })),
  );
}

export async function tellHoldings(
  tx: Tx,
  items: { personId: string; category: string; held: boolean }[],
): Promise<void> {
  await publish(
    tx,
    batches(items).map((part) => holdingChanged({ items: [...part] })),
  );
}
