import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { Clock, Config, Db, one, Problem, rows, type RunSummary, systemActor } from '#kernel';
import { errorCode } from './error-code.js';
import { LARGEST_FILE } from './import/open-file.js';
import { ensureSource } from './imports.queries.js';
import { ImportsReads } from './imports.reads.js';
import { sourceName, type ImportView } from './imports.schemas.js';
import { ImportsService } from './imports.service.js';
import { peopleConfig } from './people.config.js';

/** What lies in the folder of a source, besides files that wait. */
const PLACES = ['taken', 'done', 'failed'] as const;
type Place = (typeof PLACES)[number];

/** A file that changed this shortly ago may still be on its way. */
const SETTLED_MS = 10_000;
/** Hidden files, Excel's locks, and what programs call a file they are still sending. */
const NOT_YET = /^\.|^~\$|\.(?:tmp|part|filepart|crdownload|lock)$/i;

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
      const left = (await filesIn(path.join(folder, 'taken'))).map((name) => ({ source, folder, name }));
      const waiting = await this.waitingIn(folder);
      summary.seen += left.length + waiting.length;
      if (dry) continue;
      const taken = [...left, ...(await this.take(source, folder, waiting))];
      for (const file of taken) {
        try {
          const place = await this.bringIn(file);
          summary.changed += 1;
          if (place === 'failed') summary.notes.push(`refused: ${file.source}`);
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

  private async waitingIn(folder: string): Promise<string[]> {
    const now = this.clock.now().epochMilliseconds;
    const settled: string[] = [];
    for (const name of await filesIn(folder)) {
      if (NOT_YET.test(name)) continue;
      const { mtimeMs } = await stat(path.join(folder, name));
      // a clock that runs ahead elsewhere must not keep a file waiting for ever
      if (Math.abs(now - mtimeMs) >= SETTLED_MS) settled.push(name);
    }
    return settled;
  }

  private async take(source: string, folder: string, names: readonly string[]): Promise<TakenFile[]> {
    const moment = this.clock.now().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
    const taken: TakenFile[] = [];
    for (const name of names) {
      const own = `${moment}-${randomUUID().slice(0, 8)}-${name}`;
      if (await renamed(path.join(folder, name), path.join(folder, 'taken', own)))
        taken.push({ source, folder, name: own });
    }
    return taken;
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
        fileName: file.name.split('-').slice(2).join('-').slice(0, 200),
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
      throw error;
    }
  }

  private async refuse(file: TakenFile, reason: string): Promise<Place> {
    const source = await this.db.transaction((tx) => ensureSource(tx, file.source));
    await rows(
      this.db.read,
      `INSERT INTO import_refusal (source_id, file_name, taken_as, reason, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (taken_as) DO NOTHING`,
      [
        source.id,
        file.name.split('-').slice(2).join('-').slice(0, 200),
        `${file.source}/${file.name}`,
        reason,
        this.clock.now().toString(),
      ],
    );
    return this.settle(file, { state: 'refused', reason });
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

async function sourcesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter(
      (entry) =>
        entry.isDirectory() && !entry.name.startsWith('.') && sourceName.safeParse(entry.name).success,
    )
    .map(({ name }) => name)
    .sort();
}

/** Plain files, oldest name first; links are not followed. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** False when the file is gone: somebody else took it. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
