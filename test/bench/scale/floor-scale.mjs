// The same work as the least SQL that does it, set by set, on the same database.
import { withClient } from '../product.mjs';

const secondsOf = async (work) => {
  const began = performance.now();
  await work();
  return Number(((performance.now() - began) / 1000).toFixed(2));
};

/** For each policy: who is asked and has no requirement, who has one and is not asked; by one anti-join over flat facts. */
export function nothingChanged(url) {
  return withClient(url, async (client) => {
    await client.query(FACTS);
    return secondsOf(async () => {
      for (let index = 0; index < 50; index += 1) await client.query(ANTI_JOIN, [`L3-${index % 20}`]);
    });
  });
}
const FACTS = `
  CREATE TEMP TABLE fact AS
    WITH RECURSIVE path AS (SELECT id, ARRAY[code] AS codes FROM team WHERE parent_id IS NULL
      UNION ALL SELECT t.id, codes || t.code FROM team t JOIN path p ON p.id = t.parent_id)
    SELECT pl.person_id, path.codes, pl.job, s.name AS site, pl.weekly_hours AS hours FROM placement pl JOIN path ON path.id = pl.team_id JOIN site s ON s.id = pl.site_id
    WHERE pl.valid @> current_date;
  CREATE INDEX ON fact (person_id); ANALYZE fact`;
const ANTI_JOIN = `
  SELECT count(*) FROM fact f WHERE ($1 = ANY (codes) OR job IN ('Jurist', 'Docent')) AND (hours >= 32 OR site IN ('Gent', 'Lissabon')) AND site <> 'Willemstad'
    AND NOT EXISTS (SELECT 1 FROM requirement r WHERE r.person_id = f.person_id)`;

/** COPY into a staging table, then one upsert of what is different. */
export function night(url, file) {
  return withClient(url, async (client) => {
    const { from } = (await import('pg-copy-streams')).default;
    await client.query(
      'CREATE TEMP TABLE staging (number text, team text, boss text, site text, job text, hours numeric, days text, starts text)',
    );
    await client.query(`CREATE TEMP TABLE target AS SELECT p.number, t.code AS team, m.number AS boss, s.name AS site, pl.job, pl.weekly_hours AS hours FROM placement pl
      JOIN person p ON p.id = pl.person_id JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id LEFT JOIN person m ON m.id = pl.manager_id`);
    await client
      .query('ALTER TABLE target ADD PRIMARY KEY (number)')
      .catch(() => client.query('CREATE INDEX ON target (number)'));
    const lines = file
      .map((one) =>
        [one.number, one.team, one.boss, one.site, one.job, one.hours, one.days, one.startsOn].join('\t'),
      )
      .join('\n');
    return secondsOf(async () => {
      await new Promise((resolve, reject) => {
        const stream = client.query(from('COPY staging FROM STDIN'));
        stream.on('finish', resolve).on('error', reject);
        stream.end(`${lines}\n`);
      });
      await client.query(
        'UPDATE target t SET team = s.team, job = s.job FROM staging s WHERE s.number = t.number AND s.team <> t.team',
      );
    });
  });
}

/** One insert of the assignments, and one of their audit. */
export function publication(url) {
  return withClient(url, async (client) => {
    await client.query(FACTS);
    await client.query(`CREATE TEMP TABLE assignment (person_id uuid, policy uuid, due date, explanation jsonb, PRIMARY KEY (person_id, policy));
      CREATE TEMP TABLE change (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person_id uuid, what text, at timestamptz)`);
    return secondsOf(async () => {
      await client.query(
        `INSERT INTO assignment SELECT person_id, '00000000-0000-7000-8000-000000000000', current_date + 28, '{"joined": "today"}' FROM fact WHERE site = 'Amsterdam' OR job IN ('Jurist', 'Docent') ON CONFLICT DO NOTHING`,
      );
      await client.query(
        `INSERT INTO change (person_id, what, at) SELECT person_id, 'created', now() FROM assignment`,
      );
    });
  });
}

/** One pass over the lines, each hashed. */
export function verification(url) {
  return withClient(url, (client) =>
    secondsOf(() =>
      client.query(
        `SELECT count(*) FILTER (WHERE sha256((prev_hash || event::text)::bytea) IS NOT NULL) FROM licence_change`,
      ),
    ),
  );
}
