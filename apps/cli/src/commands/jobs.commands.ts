import { Clock, Db, Dispatcher, Registry, rows } from '#kernel';
import { UsageError } from '../usage-error.js';
import { type Command, instantOf } from './command.js';

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

export const JOBS_COMMANDS: readonly Command[] = [jobsList, jobsRun];
