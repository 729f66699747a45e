// The same work as the least SQL that does it, set by set, on the same database; seconds each.
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pgCopyStreams from 'pg-copy-streams';
import { withClient } from '../product.mjs';

async function secondsOf(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Seconds of one statement, after what prepares it. */
const statement = (url, text, values = [], prepare = 'SELECT 1') =>
  withClient(url, async (client) => {
    await client.query(prepare);
    return secondsOf(() => client.query(text, values));
  });

/** Flat facts of everybody who works here, as a nightly job would copy them. */
const FACTS = `
  CREATE TEMP TABLE fact AS
    SELECT pl.person_id, t.path, pl.job, s.name AS site, pl.weekly_hours AS hours, lower(e.valid) AS started
    FROM placement pl JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id JOIN employment e ON e.id = pl.employment_id
    WHERE pl.valid @> current_date;
  CREATE INDEX ON fact (person_id); ANALYZE fact`;

/** Per policy: who is asked and has no requirement; one anti-join over flat facts each. */
export function nothingChanged(url) {
  return withClient(url, async (client) => {
    await client.query(FACTS);
    const { rows } = await client.query(`SELECT id FROM policy WHERE state = 'published'`);
    return secondsOf(async () => {
      for (const [index, { id }] of rows.entries()) await client.query(ANTI_JOIN, [`/L3-${index % 20}/`, id]);
    });
  });
}
const ANTI_JOIN = `
  SELECT count(*) FROM fact f WHERE (position($1 IN path) > 0 OR job IN ('Jurist', 'Docent')) AND (hours >= 32 OR site IN ('Gent', 'Lissabon'))
    AND NOT (site = 'Willemstad' AND started > current_date - 90)
    AND NOT EXISTS (SELECT 1 FROM requirement r WHERE r.policy_id = $2 AND r.person_id = f.person_id AND r.state <> 'ended')`;

/** COPY into a staging table, then one update of what is different. */
export function night(url, file) {
  return withClient(url, async (client) => {
    await client.query(STAGING);
    return secondsOf(async () => {
      await pipeline(fs.createReadStream(file), client.query(pgCopyStreams.from('COPY staging FROM STDIN')));
      await client.query(
        'UPDATE target t SET team = s.team, job = s.job FROM staging s WHERE s.number = t.number AND (s.team, s.job) IS DISTINCT FROM (t.team, t.job)',
      );
    });
  });
}
const STAGING = `
  CREATE TEMP TABLE staging (number text, team text, boss text, job text, hours numeric);
  CREATE TEMP TABLE target AS SELECT p.number, t.code AS team, pl.job FROM placement pl JOIN person p ON p.id = pl.person_id JOIN team t ON t.id = pl.team_id
    WHERE pl.valid @> current_date;
  CREATE INDEX ON target (number)`;

/** One insert of the assignments, and one of their audit. */
export const publication = (url) =>
  statement(
    url,
    `WITH asked AS (
       INSERT INTO assignment SELECT person_id, current_date + 28, '{"joined": "today"}' FROM fact
       WHERE (site = 'Amsterdam' OR job IN ('Jurist', 'Docent')) AND hours >= 20 ON CONFLICT DO NOTHING RETURNING person_id)
     INSERT INTO change (person_id, what, at) SELECT person_id, 'created', now() FROM asked`,
    [],
    `${FACTS};
     CREATE TEMP TABLE assignment (person_id uuid PRIMARY KEY, due date, explanation jsonb);
     CREATE TEMP TABLE change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id uuid, what text, at timestamptz)`,
  );

/** One insert of as many messages, each once. */
export const messages = (url) =>
  statement(
    url,
    `INSERT INTO message SELECT person_id, 'required', person_id::text, '{"because": "asked"}' FROM fact
     WHERE (site = 'Amsterdam' OR job IN ('Jurist', 'Docent')) AND hours >= 20 ON CONFLICT DO NOTHING`,
    [],
    `${FACTS}; CREATE TEMP TABLE message (person_id uuid, purpose text, period text, facts jsonb, PRIMARY KEY (person_id, purpose, period))`,
  );

const LAST_LINES = `
  SELECT DISTINCT ON (licence_id) person_id, licence_id, kind, event FROM licence_change WHERE at < $1::date + 1 ORDER BY licence_id, seq DESC`;

/** What everybody holds and what is asked of them, a row each. */
export const digested = (url) =>
  statement(
    url,
    `CREATE TEMP TABLE line AS
       SELECT p.id, r.asked, r.due_on, l.held FROM person p
       LEFT JOIN (SELECT person_id, min(due_on) AS due_on, string_agg(category || state, ',') AS asked FROM requirement WHERE state <> 'ended' GROUP BY 1) r
         ON r.person_id = p.id
       LEFT JOIN (SELECT person_id, string_agg(category || state || valid_until, ',') AS held FROM licence GROUP BY 1) l ON l.person_id = p.id`,
  );

/** The last line of each licence until that day, counted. */
export const heldOn = (url, on) =>
  statement(url, `SELECT kind, count(*) FROM (${LAST_LINES}) l GROUP BY kind`, [on]);

/** The same lines with names and teams, sent. */
export const exported = (url, on) =>
  statement(
    url,
    `SELECT p.number, p.display_name, l.kind, l.event FROM (${LAST_LINES}) l JOIN person p ON p.id = l.person_id ORDER BY 1`,
    [on],
  );

/** One pass over the lines, each hashed. */
export const verification = (url) =>
  statement(
    url,
    `SELECT count(*) FILTER (WHERE sha256((prev_hash || event::text)::bytea) IS NOT NULL) FROM licence_change`,
  );

/**
 * Everybody below with the most urgent of each category, counted for the page and sent for the file; once to get warm.
 * Person by person: left to itself, the planner once read every requirement of the employer for one team.
 */
export const team = (url, leader, what) =>
  withClient(url, async (client) => {
    await client.query('ANALYZE placement, person, requirement');
    const text =
      what === 'file'
        ? `${TEAM} SELECT * FROM cells`
        : `${TEAM} SELECT state, count(*) FROM cells GROUP BY 1`;
    await client.query(text, [leader]);
    return secondsOf(() => client.query(text, [leader]));
  });
const TEAM = `
  WITH RECURSIVE below AS (
    SELECT person_id FROM placement WHERE manager_id = $1 AND valid @> current_date
    UNION SELECT p.person_id FROM below b JOIN placement p ON p.manager_id = b.person_id AND p.valid @> current_date),
  cells AS (
    SELECT p.display_name, c.* FROM below b
    CROSS JOIN LATERAL (SELECT display_name FROM person WHERE id = b.person_id OFFSET 0) p
    CROSS JOIN LATERAL (
      SELECT DISTINCT ON (category) category, state, due_on FROM requirement
      WHERE person_id = b.person_id AND state <> 'ended' ORDER BY category, state, due_on) c)`;

/** Who is asked something, of one person. */
export const teamChange = (url) =>
  statement(
    url,
    `SELECT count(*) FROM policy_version v WHERE NOT EXISTS (
       SELECT 1 FROM requirement r WHERE r.policy_id = v.policy_id AND r.person_id = (SELECT max(id::text)::uuid FROM person) AND r.state <> 'ended')`,
  );

/** The newest imports, as a list shows them. */
export const page = (url) =>
  statement(url, 'SELECT id, file_name, state, result FROM import_run ORDER BY started_at DESC LIMIT 50');
