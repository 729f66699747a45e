import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, type Db, FixedClock, one, parseConfig, rows, systemActor } from '#kernel';
import { ApplyImports } from '../apply-imports.js';
import { ImportSources } from '../import-sources.js';
import { ImportsReads } from '../imports.reads.js';
import type { ImportView } from '../imports.schemas.js';
import { ImportsService } from '../imports.service.js';
import { PeopleService } from '../people.service.js';
import { UndoImports } from '../undo-imports.js';
import { fileOf, type FileRow } from './hr-file.js';

/** Everything a spec needs to bring files into a company: services on one database, one clock and two HR people. */
export class ImportDesk {
  readonly clock = new FixedClock('2026-11-21T09:00:00Z');
  readonly imports: ImportsService;
  readonly worker: ApplyImports;
  readonly reads: ImportsReads;
  readonly people: PeopleService;
  readonly sources: ImportSources;
  readonly undoing: UndoImports;
  /** Brings the files. */
  readonly machine: Actor = systemActor('specs');

  constructor(readonly db: Db) {
    const config = parseConfig({});
    this.reads = new ImportsReads(db);
    this.worker = new ApplyImports(db, this.clock, config);
    this.imports = new ImportsService(db, this.clock, this.worker, this.reads);
    this.people = new PeopleService(this.clock, config);
    this.sources = new ImportSources(db, this.clock);
    this.undoing = new UndoImports(db, this.clock, config, this.reads);
  }

  /** An HR colleague: the person with this number, holding the grant. */
  async hr(number: string): Promise<Actor> {
    return {
      ...this.machine,
      kind: 'person',
      personId: await this.idOf(number),
      grants: ['hr'],
      name: number,
    };
  }

  bring(
    text: string | Uint8Array,
    options: { dryRun?: boolean; leaveBroken?: boolean; actor?: Actor; source?: string } = {},
  ): Promise<ImportView> {
    return this.imports.importFile({
      bytes: Buffer.from(text),
      fileName: 'hr.csv',
      source: options.source ?? 'HR',
      actor: options.actor ?? this.machine,
      dryRun: options.dryRun ?? false,
      leaveBroken: options.leaveBroken ?? false,
    });
  }

  bringRows(
    list: readonly FileRow[],
    options: { dryRun?: boolean; leaveBroken?: boolean; actor?: Actor; source?: string } = {},
  ): Promise<ImportView> {
    return this.bring(fileOf(list), options);
  }

  async idOf(number: string): Promise<string> {
    const found = await one<{ id: string }>(this.db.read, 'SELECT id FROM person WHERE number = $1', [
      number,
    ]);
    if (found === undefined) throw new Error(`nobody has number ${number}`);
    return found.id;
  }

  facts(number: string, on: string): Promise<Record<string, unknown>[]> {
    return rows(this.db.read, 'SELECT * FROM person_facts($1) WHERE number = $2 ORDER BY job', [on, number]);
  }

  async count(table: string): Promise<number> {
    return (await one<{ n: number }>(this.db.read, `SELECT count(*)::int AS n FROM ${table}`))?.n ?? 0;
  }

  async events(name: string): Promise<Record<string, unknown>[]> {
    const found = await rows<{ payload: Record<string, unknown> }>(
      this.db.read,
      'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
      [name],
    );
    return found.map(({ payload }) => payload);
  }
}

export const demoFile = (name = 'demo-nv.csv'): Buffer => readFileSync(join(__dirname, '../../demo', name));
