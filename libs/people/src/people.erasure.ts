import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, one, Registry, rows, type Tx } from '#kernel';
import { forgetInDiffs, listPersonChanges } from './import-rows.queries.js';

/**
 * What HR facts are kept about a person, and how they are forgotten. The row of the person stays, nameless, because
 * achievements of other libs point at it; employments and placements stay as numbers without a name. What tells of
 * health or family goes.
 */
@Injectable()
export class PeopleErasure implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.registry.erasure({
      lib: 'people',
      tables: [
        'employment',
        'placement',
        'absence',
        'import_row',
        'import_part',
        'import_missing',
        'import_before',
        'deputy',
        'person_finding',
      ],
      exportOf: exportPerson,
      erase: (tx, personId) => erasePerson(tx, personId, this.clock.now().toString()),
    });
  }
}

/** Everything this lib holds about one person. */
export async function exportPerson(tx: Tx, personId: string): Promise<Record<string, unknown>> {
  const person = await one<Record<string, unknown>>(
    tx,
    `SELECT number, given_name AS "givenName", infix, family_name AS "familyName", email, language, zone, created_at AS "createdAt"
     FROM person WHERE id = $1`,
    [personId],
  );
  const employments = await rows(
    tx,
    `SELECT lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn", contract FROM employment WHERE person_id = $1 ORDER BY valid`,
    [personId],
  );
  const placements = await rows(
    tx,
    `SELECT lower(pl.valid) AS "startsOn", upper(pl.valid) - 1 AS "endsOn", pl.job, pl.grade, t.name AS team, s.name AS site, pl.weekly_hours AS "weeklyHours",
            pl.working_days AS "workingDays", pl.night_shift AS "nightShift"
     FROM placement pl JOIN team t ON t.id = pl.team_id JOIN site s ON s.id = pl.site_id WHERE pl.person_id = $1 ORDER BY pl.valid, pl.seat`,
    [personId],
  );
  const absences = await rows(
    tx,
    `SELECT type, lower(valid) AS "startsOn", upper(valid) - 1 AS "endsOn" FROM absence WHERE person_id = $1 ORDER BY valid`,
    [personId],
  );
  const changes = await listPersonChanges(tx, personId, null);
  const held = await rows(
    tx,
    `SELECT r.started_at AS "startedAt" FROM import_row w JOIN import_run r ON r.id = w.run_id WHERE w.person_id = $1 AND w.kind = 'held'`,
    [personId],
  );
  return { person, employments, placements, absences, changes, held };
}

/** Takes the name off, and everything that could lead back to it. */
export async function erasePerson(tx: Tx, personId: string, now: string): Promise<void> {
  // rows of broken imports know people by their number alone, and kept files hold whole rows
  await forgetInDiffs(tx, personId);
  await rows(tx, `UPDATE import_run SET file = NULL WHERE state = 'applied'`);
  await rows(
    tx,
    `UPDATE person SET number = 'erased-' || id, given_name = '–', infix = NULL, family_name = '–', display_name = '–', sort_name = '–', email = NULL,
            erased_at = $2 WHERE id = $1`,
    [personId, now],
  );
  for (const table of ['absence', 'import_missing', 'import_before'])
    await rows(tx, `DELETE FROM ${table} WHERE person_id = $1`, [personId]);
}
