import { type Db, parseConfig, Registry, rows } from '#kernel';
import { FindingsService } from '../findings.service.js';
import { DeputiesService } from '../deputies.service.js';
import { MergesReads } from '../merges.reads.js';
import { MergesService } from '../merges.service.js';
import { PeopleMerging } from '../people.merging.js';
import { PeopleReads } from '../people.reads.js';
import { ImportDesk } from './import-desk.js';

/** An import desk at which HR also joins records, appoints deputies and mends data. */
export class MergeDesk extends ImportDesk {
  readonly merges: MergesService;
  readonly mergeReads: MergesReads;
  readonly deputies: DeputiesService;
  readonly findings: FindingsService;
  readonly show: PeopleReads;

  constructor(db: Db) {
    super(db);
    const config = parseConfig({});
    const registry = new Registry();
    new PeopleMerging(registry).onModuleInit();
    this.merges = new MergesService(db, this.clock, config, registry);
    this.mergeReads = new MergesReads(db, this.clock);
    this.deputies = new DeputiesService(db, this.clock);
    this.findings = new FindingsService(db, this.clock, config);
    this.show = new PeopleReads(db, this.clock);
  }

  /** Looks at everybody, as the worker does after an import. */
  async findMatches(): Promise<number> {
    const people = await rows<{ id: string }>(
      this.db.read,
      'SELECT id FROM person WHERE merged_into IS NULL',
    );
    const summary = await this.db.transaction((tx) =>
      this.merges.findMatches(
        tx,
        people.map(({ id }) => id),
      ),
    );
    return summary.changed;
  }

  /** Every row of HR's facts about these numbers, to compare before with after. */
  async everything(numbers: readonly string[]): Promise<unknown> {
    const of = (table: string, columns: string) =>
      rows(
        this.db.read,
        `SELECT ${columns} FROM ${table} x JOIN person p ON p.id = x.person_id WHERE p.number = ANY($1) ORDER BY x.id`,
        [numbers],
      );
    return {
      people: await rows(
        this.db.read,
        'SELECT number, given_name, infix, family_name, display_name, sort_name, email, language, zone, merged_into FROM person WHERE number = ANY($1) ORDER BY number',
        [numbers],
      ),
      employments: await of('employment', 'x.id, p.number, x.valid, x.contract'),
      placements: await of(
        'placement',
        'x.id, p.number, x.employment_id, x.seat, x.valid, x.job, x.manager_id',
      ),
      absences: await of('absence', 'x.id, p.number, x.type, x.valid'),
    };
  }
}
