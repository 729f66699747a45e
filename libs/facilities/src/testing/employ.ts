import { rows, type Tx } from '#kernel';

/** Puts everybody at work: one team, one site, since 2020; without an end, or until a day. */
export async function employ(
  tx: Tx,
  personIds: readonly string[],
  until: string | null = null,
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO site (name, zone, country, told_until) VALUES ('Amsterdam', 'Europe/Amsterdam', 'NL', '2026-01-01') ON CONFLICT DO NOTHING`,
  );
  await rows(
    tx,
    `INSERT INTO team (code, name, path) VALUES ('FIN', 'Finance', '/FIN/') ON CONFLICT DO NOTHING`,
  );
  await rows(
    tx,
    `WITH employed AS (
       INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-01', $2::date) FROM unnest($1::uuid[]) AS id
       RETURNING id, person_id, valid)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, working_days, night_shift)
     SELECT e.person_id, e.id, seat, e.valid, 'Medewerker', t.id, s.id, '{1,2,3,4,5}', false
     FROM employed e, team t, site s, generate_series(1, 2) seat`,
    [personIds, until],
  );
}
