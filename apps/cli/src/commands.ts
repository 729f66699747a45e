import type { ParseArgsConfig } from 'node:util';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { checkContent, problemLine, writeGenerated } from '#content';
import {
  Clock,
  Db,
  Dispatcher,
  dumpSchema,
  environmentExample,
  projectRoot,
  one,
  Registry,
  rows,
  setClock,
  SystemClock,
  systemActor,
} from '#kernel';
import { verifyLedger } from '#licences';
import { ImportsService, type ImportView } from '#people';
import { SCOPES, SessionsService } from '#sessions';
import type { CommandContext } from './context.js';
import { emptyDatabase, loadDemo, publishCourses } from './demo.js';
import { UsageError } from './usage-error.js';

export interface CommandResult {
  /** For people. */
  readonly text: string;
  /** For scripts. */
  readonly json: unknown;
  /** False ends with exit code 1: the command worked, and found something wrong. */
  readonly ok?: boolean;
}

interface CommandInput {
  readonly context: CommandContext;
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  readonly help?: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** Works on files alone. */
  readonly offline?: boolean;
  run(input: CommandInput): Promise<CommandResult>;
}

const peopleImport: Command = {
  name: 'people import',
  usage: 'people import FILE [--dry-run] [--source NAME] [--leave-broken]',
  description: 'Compare an HR file with the company and apply it; --dry-run only compares.',
  help: 'The brake holds here as well: a file that ends or changes too many people waits until a second person releases it on /people/imports.\nBroken rows stop the run unless --leave-broken says to apply the good ones.',
  options: {
    'dry-run': { type: 'boolean' },
    source: { type: 'string' },
    'leave-broken': { type: 'boolean' },
  },
  async run({ context, values, positionals }) {
    const [file] = positionals;
    if (!file) throw new UsageError('Which file?');
    const bytes = await readFile(file).catch(() => {
      throw new UsageError(`The file ${file} cannot be read.`);
    });
    const dryRun = values['dry-run'] === true;
    const view = await context.get(ImportsService).importFile({
      bytes,
      fileName: path.basename(file),
      source: typeof values['source'] === 'string' ? values['source'] : 'HR',
      actor: systemCli(),
      dryRun,
      leaveBroken: values['leave-broken'] === true,
    });
    return { text: importText(view), json: view, ok: dryRun || view.state === 'applied' };
  },
};

function importText({ fileName, reading, result, state, waitingFor, diff, id }: ImportView): string {
  const lines = [
    `${fileName}: ${reading.rows} rows, ${reading.encoding}, separated by "${reading.delimiter === '\t' ? 'tab' : reading.delimiter}"`,
  ];
  if (reading.missing.length > 0) lines.push(`columns not found: ${reading.missing.join(', ')}`);
  if (result) {
    const { counts, brake } = result;
    lines.push(
      `${counts.joins} join, ${counts.leaves} leave, ${counts.moves} move, ${counts.changes} change, ${counts.absences} absences, ${counts.problems} problems, ${counts.unchanged} unchanged`,
    );
    if (brake.stopped)
      lines.push(`the brake stopped it: ${brake.affected} people would end or change, ${brake.allowed} may`);
  }
  for (const row of diff.filter(({ kind }) => kind === 'problems'))
    lines.push(`  row ${row.rowNumber}, ${row.columnName ?? 'row'}: ${row.reason}`);
  lines.push(
    state === 'applied'
      ? 'applied'
      : waitingFor === 'nothing'
        ? 'not applied'
        : `not applied: waits for ${waitingFor} (import ${id})`,
  );
  return lines.join('\n');
}

const demoReset: Command = {
  name: 'demo reset',
  usage: 'demo reset',
  description: 'Empty the demo’s database and load the demo company anew (demo mode only).',
  async run({ context }) {
    if (!context.config.demo) throw new UsageError('Only a demo can be reset (DEMO=on).');
    const db = context.get(Db);
    await emptyDatabase(db);
    await publishCourses(context);
    await loadDemo(context, (line) => process.stderr.write(`${line}\n`));
    const people = await one<{ n: number }>(db.read, 'SELECT count(*)::int AS n FROM person');
    return { text: `The demo starts anew with ${people?.n} people.`, json: { people: people?.n } };
  },
};

const jobsList: Command = {
  name: 'jobs list',
  usage: 'jobs list',
  description: 'List all schedules with their cron line, zone and last run, and all listeners and jobs.',
  async run({ context }) {
    const registry = context.get(Registry);
    const last = new Map(
      (
        await rows<{ name: string; at: Date }>(
          context.get(Db).read,
          'SELECT name, max(started_at) AS at FROM job_run GROUP BY name',
        )
      ).map(({ name, at }) => [name, at.toISOString()]),
    );
    const schedules = [...registry.schedules.values()].map(({ name, cron, tz }) => ({
      name,
      cron,
      tz,
      last: last.get(name) ?? null,
    }));
    const listeners = [...registry.listeners.values()].map(({ name, event }) => ({ name, event }));
    const jobs = [...registry.jobs.keys()];
    const text = [
      'Schedules',
      ...schedules.map(
        ({ name, cron, tz, last: at }) =>
          `  ${name.padEnd(28)} ${cron.padEnd(14)} ${tz.padEnd(18)} ${at ?? 'never'}`,
      ),
      'Listeners',
      ...listeners.map(({ name, event }) => `  ${name.padEnd(36)} on ${event}`),
      'Jobs',
      ...jobs.map((name) => `  ${name}`),
    ].join('\n');
    return { text, json: { schedules, listeners, jobs } };
  },
};

const jobsRun: Command = {
  name: 'jobs run',
  usage: 'jobs run NAME [--at ISO] [--dry]',
  description:
    'Run a schedule now, or as if it were another moment; --dry changes nothing and says what it would do.',
  options: { at: { type: 'string' }, dry: { type: 'boolean' } },
  async run({ context, values, positionals }) {
    const [name] = positionals;
    if (!name) throw new UsageError('Which schedule? See: jobs list');
    if (!context.get(Registry).schedules.has(name))
      throw new UsageError(`There is no schedule "${name}". See: jobs list`);
    const now = typeof values['at'] === 'string' ? instantOf(values['at']) : context.get(Clock).now();
    const summary = await context.get(Dispatcher).runSchedule(name, { now, dry: values['dry'] === true });
    const notes = (summary.notes ?? []).map((note) => `\n  ${note}`).join('');
    return {
      text: `${name}: ${summary.seen} seen, ${summary.changed} changed, ${summary.skipped} skipped${notes}`,
      json: summary,
    };
  },
};

const tokenCreate: Command = {
  name: 'token create',
  usage: 'token create --person NUMBER --hours N [--scope read] [--scope write]',
  description:
    'Make an API token that acts for a person; it is printed once. Without --scope it may read and write.',
  options: {
    person: { type: 'string' },
    hours: { type: 'string' },
    scope: { type: 'string', multiple: true },
  },
  async run({ context, values }) {
    const hours = Number(values['hours']);
    if (!values['person'] || !(hours > 0)) throw new UsageError('Give --person NUMBER and --hours N.');
    const scopes = (values['scope'] as string[] | undefined) ?? [...SCOPES];
    const person = await one<{ id: string }>(
      context.get(Db).read,
      'SELECT id FROM person WHERE number = $1',
      [values['person']],
    );
    if (!person) throw new UsageError(`Nobody has personnel number ${values['person'] as string}.`);
    const made = await context
      .get(SessionsService)
      .createToken(systemCli(), { personId: person.id, hours, scopes });
    return { text: made.token, json: made };
  },
};

const clockSet: Command = {
  name: 'clock set',
  usage: 'clock set ISO|reset',
  description:
    'Move the product’s time (demo and test only): 2027-03-01 or 2027-03-01T09:00:00Z; reset returns to now.',
  async run({ context, positionals }) {
    const [to] = positionals;
    const clock = context.get(Clock);
    if (!to) throw new UsageError('To when?');
    if (!context.config.demo || !(clock instanceof SystemClock))
      throw new UsageError('Time travel is for the demo and for tests (DEMO=on).');
    await setClock(context.get(Db), clock, to === 'reset' ? null : instantOf(to));
    return { text: `It is now ${clock.now().toString()}.`, json: { now: clock.now().toString() } };
  },
};

const outboxRetry: Command = {
  name: 'outbox retry',
  usage: 'outbox retry [--listener NAME]',
  description: 'Offer failed work again: everything on the failure list, or one listener’s.',
  options: { listener: { type: 'string' } },
  async run({ context, values }) {
    const dispatcher = context.get(Dispatcher);
    const db = context.get(Db);
    const failed = await rows<{ name: string; outbox_id: string; kind: 'event' | 'job' }>(
      db.read,
      `SELECT DISTINCT f.name, f.outbox_id, o.kind FROM job_failure f JOIN outbox o ON o.id = f.outbox_id
       WHERE ($1::text IS NULL OR f.name = $1) ORDER BY f.outbox_id`,
      [values['listener'] ?? null],
    );
    const done: string[] = [];
    const still: { name: string; outboxId: string; reason: string }[] = [];
    for (const { name, outbox_id: outboxId, kind } of failed) {
      try {
        await dispatcher.deliver({ outboxId, kind, target: name });
        await rows(db.read, 'DELETE FROM job_failure WHERE name = $1 AND outbox_id = $2', [name, outboxId]);
        done.push(`${name} ${outboxId}`);
      } catch (error) {
        still.push({ name, outboxId, reason: (error as Error).message });
      }
    }
    const text = [
      `${done.length} done, ${still.length} failed again`,
      ...still.map(({ name, outboxId, reason }) => `  ${name} ${outboxId}: ${reason}`),
    ].join('\n');
    return { text, json: { done, failed: still }, ok: still.length === 0 };
  },
};

const contentCheck: Command = {
  name: 'content check',
  usage: 'content check',
  description: 'Check courses/ by every rule of courses/RULES.md; each problem with file, line and column.',
  offline: true,
  async run() {
    const { problems, outdated } = await checkContent(
      projectRoot(),
      new SystemClock().today('Europe/Amsterdam').toString(),
    );
    const text = [
      ...problems.map(problemLine),
      ...outdated.map((problem) => `outdated translation: ${problemLine(problem)}`),
      `${problems.length} problems, ${outdated.length} outdated translations`,
    ].join('\n');
    return { text, json: { problems, outdated }, ok: problems.length === 0 };
  },
};

const contentGenerate: Command = {
  name: 'content generate',
  usage: 'content generate',
  description: 'Write courses/RULES.md and courses/schemas/ anew from the rules and schemas in the code.',
  offline: true,
  async run() {
    const written = await writeGenerated(projectRoot());
    return { text: 'courses/RULES.md and courses/schemas/ are fresh', json: { written: written ?? null } };
  },
};

const contentPublish: Command = {
  name: 'content publish',
  usage: 'content publish',
  description:
    'Check courses/ and make it the current content: new versions of what changed, in one transaction.',
  async run({ context }) {
    const receipt = await publishCourses(context);
    const { added, changed, retired, unchanged } = receipt;
    return {
      text: `${added} added, ${changed} changed, ${retired} retired, ${unchanged} unchanged`,
      json: receipt,
    };
  },
};

const ledgerVerify: Command = {
  name: 'ledger verify',
  usage: 'ledger verify',
  description: 'Replay the licence ledger: is the chain of hashes whole, and does replay give today’s state?',
  async run({ context }) {
    const report = await context.get(Db).transaction((tx) => verifyLedger(tx));
    const ok = report.faults.length === 0;
    const text = ok
      ? `${report.lines} lines of ${report.licences} licences: replay = state`
      : [
          `${report.faults.length} faults`,
          ...report.faults.map((fault) => `  ${JSON.stringify(fault)}`),
        ].join('\n');
    return { text, json: report, ok };
  },
};

const schemaDump: Command = {
  name: 'schema dump',
  usage: 'schema dump',
  description: 'Write migrations/schema.sql from the migrated database.',
  async run({ context }) {
    const text = await dumpSchema(context.get(Db).read);
    await writeFile(path.join(projectRoot(), 'migrations', 'schema.sql'), text);
    return { text: 'migrations/schema.sql is fresh', json: { bytes: text.length } };
  },
};

const environmentCommand: Command = {
  name: 'config example',
  usage: 'config example',
  description: 'Print .env.example: every setting with its sentence and default.',
  offline: true,
  run: async () => ({ text: environmentExample(), json: { example: environmentExample() } }),
};

/** The command line as a table: what `--help` prints is what there is. */
export const COMMANDS: readonly Command[] = [
  peopleImport,
  contentCheck,
  contentPublish,
  contentGenerate,
  jobsList,
  jobsRun,
  tokenCreate,
  clockSet,
  demoReset,
  ledgerVerify,
  outboxRetry,
  schemaDump,
  environmentCommand,
];

const systemCli = () => systemActor('cli');

/** A moment; a bare day means nine in the morning, Dutch time. */
function instantOf(text: string): Temporal.Instant {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
      ? Temporal.PlainDate.from(text)
          .toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: '09:00' })
          .toInstant()
      : Temporal.Instant.from(text);
  } catch {
    throw new UsageError(`"${text}" is not a moment like 2027-03-01T09:00:00Z.`);
  }
}
