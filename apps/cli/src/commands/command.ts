import type { ParseArgsConfig } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { systemActor, SystemClock } from '#kernel';
import type { CommandContext } from '../context.js';
import { UsageError } from '../usage-error.js';

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

/** In whose name commands act. */
export const systemCli = () => systemActor('cli');

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The one id that a command is about. @throws UsageError that asks `question` when there is none, or more than one */
export function onlyId(positionals: readonly string[], question: string): string {
  const [id] = positionals;
  if (!id || !UUID.test(id) || positionals.length > 1) throw new UsageError(question);
  return id;
}

/** The day on which content is checked: today in the Netherlands. */
export const checkDay = (): string => new SystemClock().today('Europe/Amsterdam').toString();

/** Reads an ISO moment; a bare day means nine in the morning, Dutch time. Anything else is a `UsageError`. */
export function instantOf(text: string): Temporal.Instant {
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
