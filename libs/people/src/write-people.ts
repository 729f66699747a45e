import { column, one, rows, type Tx } from '#kernel';
import { displayName, sortName } from './import/person-name.js';
import type { AbsenceWrite, EmploymentWrite, ImportPlan, PersonPlan, PlacementWrite } from './import/plan.js';
import type { TreeIds } from './write-tree.js';

/** Told after each statement: how much of the work is done, from 0 to 1. */
export type Progress = (
  step: 'people' | 'employments' | 'placements' | 'absences',
  part: number,
) => Promise<void>;

interface OfPerson<T> {
  readonly write: T;
  readonly personId: string;
  readonly employmentId: string;
}

/** Rows per statement: few round trips, and progress that moves. */
const BATCH = 5000;

/**
 * Writes what a plan does to people, in sets: a statement per kind of write and per 5,000 rows. What goes away is
 * written before what takes its place, so that no two stretches of time ever overlap. Gives the id of every person
 * in the plan, in its order.
 */
export async function writePeople(
  tx: Tx,
  people: ImportPlan['people'],
  ids: TreeIds,
  now: string,
  progress: Progress,
): Promise<string[]> {
  const personIds = await fillIds(
    tx,
    people.map(({ personId }) => personId),
  );
  const changed = people.map((person, index) => ({ person, id: personIds[index] ?? '' }));
  await insertPeople(
    tx,
    changed.filter(({ person }) => person.personId === null),
    ids,
    now,
  );
  await updatePeople(
    tx,
    changed.filter(({ person }) => person.personId !== null && person.person !== null),
  );
  await progress('people', 0.25);
  const employments = await withIds(tx, changed);
  const placements = employments.flatMap(({ write, personId, employmentId }) =>
    write.placements.map((placement): Placing => ({ write: placement, personId, employmentId })),
  );
  const managers = await managerIds(tx, placements);
  await deleteAll(tx, 'placement', placements);
  await updatePlacements(
    tx,
    placements.filter(({ write }) => write.act === 'update'),
    ids,
    managers,
  );
  await deleteAll(tx, 'employment', employments);
  await updateEmployments(
    tx,
    employments.filter(({ write }) => write.act === 'update'),
  );
  await insertEmployments(
    tx,
    employments.filter(({ write }) => write.act === 'insert'),
  );
  await progress('employments', 0.5);
  await insertPlacements(
    tx,
    placements.filter(({ write }) => write.act === 'insert'),
    ids,
    managers,
  );
  await progress('placements', 0.8);
  await writeAbsences(
    tx,
    changed.flatMap(({ person, id }) =>
      person.absences.map((absence) => ({ write: absence, personId: id, employmentId: '' })),
    ),
  );
  await progress('absences', 0.85);
  return personIds;
}

type Changed = { readonly person: PersonPlan; readonly id: string };

/** New ids come from the database, so that all of them sort by time in one way. */
async function fillIds(tx: Tx, ids: readonly (string | null)[]): Promise<string[]> {
  const missing = ids.filter((id) => id === null).length;
  if (missing === 0) return ids.map((id) => id ?? '');
  // as one text, because ten thousand rows of one cell cost the driver more than the ids cost the database
  const made = await one<{ ids: string }>(
    tx,
    `SELECT string_agg(uuidv7()::text, ' ') AS ids FROM generate_series(1, $1)`,
    [missing],
  );
  const fresh = made?.ids.split(' ') ?? [];
  let next = 0;
  return ids.map((id) => id ?? fresh[next++] ?? '');
}

async function withIds(tx: Tx, changed: readonly Changed[]): Promise<OfPerson<EmploymentWrite>[]> {
  const writes = changed.flatMap(({ person, id }) =>
    person.employments.map((write) => ({ write, personId: id })),
  );
  const ids = await fillIds(
    tx,
    writes.map(({ write }) => write.id),
  );
  return writes.map(({ write, personId }, index) => ({ write, personId, employmentId: ids[index] ?? '' }));
}

async function insertPeople(tx: Tx, people: readonly Changed[], ids: TreeIds, now: string): Promise<void> {
  const zones = new Map(
    (await rows<{ id: string; zone: string }>(tx, 'SELECT id, zone FROM site')).map(({ id, zone }) => [
      id,
      zone,
    ]),
  );
  for (const batch of inBatches(people)) {
    const values = batch.flatMap(({ person }) => (person.person ? [person.person] : []));
    await rows(
      tx,
      `INSERT INTO person (id, number, given_name, infix, family_name, display_name, sort_name, email, language, zone, created_at)
       SELECT t.*, $11::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) t`,
      [
        column(batch, ({ id }) => id),
        column(batch, ({ person }) => person.number),
        column(values, ({ givenName }) => givenName),
        column(values, ({ infix }) => infix),
        column(values, ({ familyName }) => familyName),
        column(values, displayName),
        column(values, sortName),
        column(values, ({ email }) => email),
        column(values, ({ language }) => language),
        column(batch, ({ person }) =>
          zones.get(ids.sites.get(person.employments.at(-1)?.placements[0]?.facts.site ?? '') ?? ''),
        ),
        now,
      ],
    );
  }
}

async function updatePeople(tx: Tx, people: readonly Changed[]): Promise<void> {
  for (const batch of inBatches(people)) {
    const values = batch.flatMap(({ person }) => (person.person ? [person.person] : []));
    await rows(
      tx,
      `UPDATE person SET given_name = g, infix = i, family_name = f, display_name = d, sort_name = s, email = e, language = l
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) AS t(id, g, i, f, d, s, e, l)
       WHERE person.id = t.id`,
      [
        column(batch, ({ id }) => id),
        column(values, ({ givenName }) => givenName),
        column(values, ({ infix }) => infix),
        column(values, ({ familyName }) => familyName),
        column(values, displayName),
        column(values, sortName),
        column(values, ({ email }) => email),
        column(values, ({ language }) => language),
      ],
    );
  }
}

async function insertEmployments(tx: Tx, writes: readonly OfPerson<EmploymentWrite>[]): Promise<void> {
  for (const batch of inBatches(writes)) {
    await rows(
      tx,
      `INSERT INTO employment (id, person_id, valid, contract)
       SELECT id, p, daterange(s, e, '[]'), c FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[], $5::text[]) AS t(id, p, s, e, c)`,
      [
        column(batch, ({ employmentId }) => employmentId),
        column(batch, ({ personId }) => personId),
        ...days(batch),
        column(batch, ({ write }) => write.contract),
      ],
    );
  }
}

async function updateEmployments(tx: Tx, writes: readonly OfPerson<EmploymentWrite>[]): Promise<void> {
  for (const batch of inBatches(writes)) {
    await rows(
      tx,
      `UPDATE employment SET valid = daterange(s, e, '[]'), contract = c
       FROM unnest($1::uuid[], $2::date[], $3::date[], $4::text[]) AS t(id, s, e, c) WHERE employment.id = t.id`,
      [
        column(batch, ({ employmentId }) => employmentId),
        ...days(batch),
        column(batch, ({ write }) => write.contract),
      ],
    );
  }
}

type Placing = OfPerson<PlacementWrite>;

/** Leaders by HR number; a leader may be new in this very plan, so people are written first. */
async function managerIds(tx: Tx, placements: readonly Placing[]): Promise<Map<string, string>> {
  const numbers = new Set(
    placements.flatMap(({ write: { facts } }) => (facts.managerNumber === null ? [] : [facts.managerNumber])),
  );
  const found = await rows<{ id: string; number: string }>(
    tx,
    'SELECT id, number FROM person WHERE number = ANY($1)',
    [[...numbers]],
  );
  return new Map(found.map(({ id, number }) => [number, id]));
}

const placementColumns = (
  batch: readonly Placing[],
  ids: TreeIds,
  managers: ReadonlyMap<string, string>,
): unknown[] => [
  column(batch, ({ employmentId }) => employmentId),
  column(batch, ({ write }) => write.seat),
  ...days(batch),
  column(batch, ({ write: { facts } }) => facts.job),
  column(batch, ({ write: { facts } }) => ids.teams.get(facts.teamCode)),
  column(batch, ({ write: { facts } }) => ids.sites.get(facts.site)),
  column(batch, ({ write: { facts } }) =>
    facts.managerNumber === null ? null : managers.get(facts.managerNumber),
  ),
  column(batch, ({ write: { facts } }) => facts.weeklyHours),
  column(batch, ({ write: { facts } }) => `{${facts.workingDays.join(',')}}`),
  column(batch, ({ write: { facts } }) => facts.nightShift),
  column(batch, ({ write: { facts } }) => facts.grade),
];
const PLACEMENT_TYPES = `$2::uuid[], $3::smallint[], $4::date[], $5::date[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[], $10::numeric[], $11::text[], $12::boolean[], $13::text[]`;

async function insertPlacements(
  tx: Tx,
  writes: readonly Placing[],
  ids: TreeIds,
  managers: ReadonlyMap<string, string>,
): Promise<void> {
  for (const batch of inBatches(writes)) {
    await rows(
      tx,
      `INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, weekly_hours, working_days, night_shift, grade)
       SELECT p, em, seat, daterange(s, e, '[]'), j, te, si, ma, h, d::smallint[], n, g
       FROM unnest($1::uuid[], ${PLACEMENT_TYPES}) AS t(p, em, seat, s, e, j, te, si, ma, h, d, n, g)`,
      [column(batch, ({ personId }) => personId), ...placementColumns(batch, ids, managers)],
    );
  }
}

async function updatePlacements(
  tx: Tx,
  writes: readonly Placing[],
  ids: TreeIds,
  managers: ReadonlyMap<string, string>,
): Promise<void> {
  for (const batch of inBatches(writes)) {
    await rows(
      tx,
      `UPDATE placement SET employment_id = em, seat = t.seat, valid = daterange(s, e, '[]'), job = j, team_id = te, site_id = si, manager_id = ma,
              weekly_hours = h, working_days = d::smallint[], night_shift = n, grade = g
       FROM unnest($1::uuid[], ${PLACEMENT_TYPES}) AS t(id, em, seat, s, e, j, te, si, ma, h, d, n, g) WHERE placement.id = t.id`,
      [column(batch, ({ write }) => write.id), ...placementColumns(batch, ids, managers)],
    );
  }
}

async function writeAbsences(tx: Tx, writes: readonly OfPerson<AbsenceWrite>[]): Promise<void> {
  await deleteAll(tx, 'absence', writes);
  for (const batch of inBatches(writes.filter(({ write }) => write.act === 'update'))) {
    await rows(
      tx,
      `UPDATE absence SET valid = daterange(s, e, '[]') FROM unnest($1::uuid[], $2::date[], $3::date[]) AS t(id, s, e) WHERE absence.id = t.id`,
      [column(batch, ({ write }) => write.id), ...days(batch)],
    );
  }
  for (const batch of inBatches(writes.filter(({ write }) => write.act === 'insert'))) {
    await rows(
      tx,
      `INSERT INTO absence (person_id, type, valid)
       SELECT p, y, daterange(s, e, '[]') FROM unnest($1::uuid[], $2::text[], $3::date[], $4::date[]) AS t(p, y, s, e)`,
      [column(batch, ({ personId }) => personId), column(batch, ({ write }) => write.type), ...days(batch)],
    );
  }
}

async function deleteAll(
  tx: Tx,
  table: 'placement' | 'employment' | 'absence',
  writes: readonly { write: { act: string; id: string | null } }[],
): Promise<void> {
  const ids = writes.filter(({ write }) => write.act === 'delete').map(({ write }) => write.id);
  if (ids.length > 0) await rows(tx, `DELETE FROM ${table} WHERE id = ANY($1::uuid[])`, [ids]);
}

const days = (
  writes: readonly { write: { startsOn: string; endsOn: string | null } }[],
): [string, string] => [
  column(writes, ({ write }) => write.startsOn),
  column(writes, ({ write }) => write.endsOn),
];

function* inBatches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH);
}
