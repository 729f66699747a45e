import { rows, type Tx } from '#kernel';
import type { ImportPlan } from './import/plan.js';

/** Ids by HR's own keys, for everything a placement points at. */
export interface TreeIds {
  readonly teams: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
  /** Teams whose place in the tree changed: whoever works there stands in another path now. Nobody works in a new one yet. */
  readonly movedTeams: readonly string[];
  /** Sites that got another zone or country. */
  readonly changedSites: readonly string[];
}

/** Writes new and changed teams and sites, and gives the ids of all of them. `today` is where the telling of a new site begins. */
export async function writeTree(
  tx: Tx,
  plan: Pick<ImportPlan, 'teams' | 'sites'>,
  today: (zone: string) => string,
): Promise<TreeIds> {
  const movedTeams = plan.teams.length > 0 ? await writeTeams(tx, plan.teams) : [];
  const changedSites = plan.sites.length > 0 ? await writeSites(tx, plan.sites, today) : [];
  const teams = await rows<{ id: string; code: string }>(tx, 'SELECT id, code FROM team');
  const sites = await rows<{ id: string; name: string }>(tx, 'SELECT id, name FROM site');
  return {
    teams: new Map(teams.map(({ id, code }) => [code, id])),
    sites: new Map(sites.map(({ id, name }) => [name, id])),
    movedTeams,
    changedSites,
  };
}

async function writeTeams(tx: Tx, teams: ImportPlan['teams']): Promise<string[]> {
  await rows(
    tx,
    `INSERT INTO team (code, name, path) SELECT c, n, '' FROM unnest($1::text[], $2::text[]) AS t(c, n)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name`,
    [teams.map(({ code }) => code), teams.map(({ name }) => name)],
  );
  await rows(
    tx,
    `UPDATE team SET parent_id = up.id FROM unnest($1::text[], $2::text[]) AS t(c, p) LEFT JOIN team up ON up.code = t.p
     WHERE team.code = t.c AND team.parent_id IS DISTINCT FROM up.id`,
    [teams.map(({ code }) => code), teams.map(({ parentCode }) => parentCode)],
  );
  const moved = await rows<{ id: string; code: string }>(
    tx,
    `WITH RECURSIVE tree AS (
       SELECT id, '/' || code || '/' AS path FROM team WHERE parent_id IS NULL
       UNION ALL
       SELECT team.id, tree.path || team.code || '/' FROM tree JOIN team ON team.parent_id = tree.id)
     UPDATE team SET path = tree.path FROM tree WHERE tree.id = team.id AND team.path <> tree.path RETURNING team.id, team.code`,
  );
  const made = new Set(teams.flatMap(({ code, isNew }) => (isNew ? [code] : [])));
  return moved.flatMap(({ id, code }) => (made.has(code) ? [] : [id]));
}

async function writeSites(
  tx: Tx,
  sites: ImportPlan['sites'],
  today: (zone: string) => string,
): Promise<string[]> {
  await rows(
    tx,
    `INSERT INTO site (name, zone, country, told_until) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[])
     ON CONFLICT (name) DO UPDATE SET zone = excluded.zone, country = excluded.country`,
    [
      sites.map(({ name }) => name),
      sites.map(({ zone }) => zone),
      sites.map(({ country }) => country),
      sites.map(({ zone }) => today(zone)),
    ],
  );
  const changed = sites.filter(({ isNew }) => !isNew).map(({ name }) => name);
  const found = await rows<{ id: string }>(tx, 'SELECT id FROM site WHERE name = ANY($1)', [changed]);
  return found.map(({ id }) => id);
}
