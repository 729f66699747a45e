import { randomUUID } from 'node:crypto';
import { mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, Config, Db, one, Problem, rows, type RunSummary, systemActor } from '#kernel';
import {
  filesIn,
  isClosed,
  momentName,
  ownName,
  renamed,
  shortened,
  sourcesIn,
  type WaitingFile,
  waitingIn,
} from './folder-files.js';
import { LARGEST_FILE } from './import/open-file.js';
import { ensureSource } from './imports.queries.js';
import { ImportsReads } from './imports.reads.js';
import type { ImportView } from './imports.schemas.js';
import { ImportsService } from './imports.service.js';
import { peopleConfig } from './people.config.js';

/** What lies in the folder of a source, besides files that wait. */
const PLACES = ['taken', 'done', 'failed'] as const;
type Place = (typeof PLACES)[number];

/** How long a file is tried again that fails on our side. */
const GIVE_UP_HOURS = 24;

interface TakenFile {
  readonly source: string;
  /** The folder of the source. */
  readonly folder: string;
  /** Its name in `taken`: moment, a random part, and the name it came with. */
  readonly name: string;
}

/**
 * The watched folder: `<folder>/<source>/<file>`. A file is taken by renaming it, which only one worker can do, then
 * brought in like any other file, and ends in `done` or `failed` with a receipt beside it. A worker that dies in
 * between leaves it in `taken`: the next round finds out what became of it, for a run remembers the name it was taken by.
 */
@Injectable()
export class FolderImports {
  private readonly actor = systemActor('watched folder');

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly imports: ImportsService,
    private readonly reads: ImportsReads,
  ) {}

  /** Brings in everything that waits. One file's failure holds up no other; it is told at the end. */
  async takeAll(dry: boolean): Promise<RunSummary> {
    const root = this.config.get(peopleConfig).PEOPLE_IMPORT_FOLDER;
    const summary = { seen: 0, changed: 0, skipped: 0, notes: [] as string[] };
    if (root === undefined) return summary;
    const failures: unknown[] = [];
    for (const source of await sourcesIn(root)) {
      const folder = path.join(root, source);
      for (const place of PLACES) await mkdir(path.join(folder, place), { recursive: true });
      const left = await filesIn(path.join(folder, 'taken'));
      const waiting = await this.untold(source, await waitingIn(folder, this.clock.now()));
      summary.seen += left.length + waiting.length;
      if (dry) continue;
      const work = [
        ...left.map((name) => () => this.bringIn({ source, folder, name })),
        ...waiting.map((file) => () => this.take(source, folder, file)),
      ];
      for (const one of work) {
        try {
          const place = await one();
          if (place !== undefined) summary.changed += 1;
          if (place === 'failed') summary.notes.push(`refused: ${source}`);
        } catch (error) {
          summary.skipped += 1;
          failures.push(error);
        }
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'files of the watched folder failed');
    return summary;
  }

  /** Throws files away that were dealt with before this moment. Returns how many. */
  async clearOld(before: Temporal.Instant): Promise<number> {
    const root = this.config.get(peopleConfig).PEOPLE_IMPORT_FOLDER;
    if (root === undefined) return 0;
    let cleared = 0;
    for (const source of await sourcesIn(root)) {
      for (const place of ['done', 'failed'] as const) {
        const folder = path.join(root, source, place);
        for (const name of await filesIn(folder)) {
          const { mtimeMs } = await stat(path.join(folder, name));
          if (mtimeMs >= before.epochMilliseconds) continue;
          await unlink(path.join(folder, name));
          cleared += 1;
        }
      }
    }
    return cleared;
  }

  /** Without the files that HR was told about and that still lie as they lay then. */
  private async untold(source: string, files: readonly WaitingFile[]): Promise<WaitingFile[]> {
    const told = await rows<{ takenAs: string }>(
      this.db.read,
      'SELECT taken_as AS "takenAs" FROM import_refusal WHERE taken_as = ANY($1)',
      [files.map(({ looks }) => `${source}/${looks}`)],
    );
    const known = new Set(told.map(({ takenAs }) => takenAs));
    return files.filter(({ looks }) => !known.has(`${source}/${looks}`));
  }

  /** Takes a file and brings it in; undefined when another worker took it. One that cannot be moved stays, and HR is told once. */
  private async take(source: string, folder: string, file: WaitingFile): Promise<Place | undefined> {
    const name = `${momentName(this.clock.now())}-${randomUUID().slice(0, 8)}-${shortened(file.name)}`;
    try {
      if (!(await renamed(path.join(folder, file.name), path.join(folder, 'taken', name)))) return undefined;
    } catch (error) {
      if (!isClosed(error)) throw error;
      await this.tell(source, file.name, file.looks, 'people.refusal_not_moved');
      return 'failed';
    }
    return this.bringIn({ source, folder, name });
  }

  private async bringIn(file: TakenFile): Promise<Place> {
    const takenAs = `${file.source}/${file.name}`;
    const known = await this.outcomeOf(takenAs);
    if (known) return this.settle(file, known);
    const at = path.join(file.folder, 'taken', file.name);
    try {
      const { size } = await stat(at);
      const bytes = size > LARGEST_FILE ? undefined : await readFile(at);
      if (bytes === undefined) return await this.refuse(file, 'people.refusal_file_too_large');
      const view = await this.imports.importFile({
        bytes,
        fileName: ownName(file.name),
        source: file.source,
        actor: this.actor,
        dryRun: false,
        takenAs,
      });
      return await this.settle(file, receiptOf(view));
    } catch (error) {
      const [refused] = error instanceof Problem ? error.errors : [];
      if (refused?.pointer === '/file') return this.refuse(file, refused.message);
      const meanwhile = await this.outcomeOf(takenAs); // another worker was quicker
      if (meanwhile) return this.settle(file, meanwhile);
      if (isClosed(error)) return this.refuse(file, 'people.refusal_not_opened');
      if (file.name < momentName(this.clock.now().subtract({ hours: GIVE_UP_HOURS })))
        return this.refuse(file, 'people.refusal_failed_here');
      throw error;
    }
  }

  private async refuse(file: TakenFile, reason: string): Promise<Place> {
    await this.tell(file.source, ownName(file.name), file.name, reason);
    return this.settle(file, { state: 'refused', reason });
  }

  /** Puts a file on the page of imports, once for each `key`. */
  private async tell(source: string, fileName: string, key: string, reason: string): Promise<void> {
    const { id } = await this.db.transaction((tx) => ensureSource(tx, source));
    await rows(
      this.db.read,
      `INSERT INTO import_refusal (source_id, file_name, taken_as, reason, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (taken_as) DO NOTHING`,
      [id, fileName.slice(0, 200), `${source}/${key}`, reason, this.clock.now().toString()],
    );
  }

  /** What became of a file that was taken before, or undefined. */
  private async outcomeOf(takenAs: string): Promise<Receipt | undefined> {
    const run = await one<{ id: string }>(this.db.read, 'SELECT id FROM import_run WHERE taken_as = $1', [
      takenAs,
    ]);
    if (run) return receiptOf(await this.reads.get(this.actor, run.id));
    const refusal = await one<{ reason: string }>(
      this.db.read,
      'SELECT reason FROM import_refusal WHERE taken_as = $1',
      [takenAs],
    );
    return refusal && { state: 'refused', reason: refusal.reason };
  }

  private async settle(file: TakenFile, receipt: Receipt): Promise<Place> {
    const place = receipt.state === 'refused' ? 'failed' : 'done';
    const target = path.join(file.folder, place, file.name);
    await writeFile(`${target}.receipt.json`, `${JSON.stringify(receipt, null, 2)}\n`);
    await renamed(path.join(file.folder, 'taken', file.name), target);
    return place;
  }
}

/** What the sender of a file may know: numbers and places in their own file, never a value or a name. */
type Receipt =
  | { readonly state: 'refused'; readonly reason: string }
  | {
      readonly state: ImportView['state'];
      readonly import: string;
      readonly waitingFor: ImportView['waitingFor'];
      readonly rows: number;
      readonly mappedBy: string;
      readonly counts: NonNullable<ImportView['result']>['counts'] | null;
      readonly problems: readonly { row: number | null; column: string | null; reason: string | null }[];
    };

const receiptOf = (view: ImportView): Receipt => ({
  state: view.state,
  import: view.id,
  waitingFor: view.waitingFor,
  rows: view.reading.rows,
  mappedBy: view.reading.mappedBy,
  counts: view.result?.counts ?? null,
  problems: view.diff
    .filter(({ kind }) => kind === 'problems')
    .map(({ rowNumber, columnName, reason }) => ({ row: rowNumber, column: columnName, reason })),
});
