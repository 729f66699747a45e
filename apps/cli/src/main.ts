import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMANDS } from './commands.js';
import type { Command } from './commands/command.js';
import { CommandContext, type Environment } from './context.js';
import { UsageError } from './usage-error.js';

const everywhere: NonNullable<ParseArgsConfig['options']> = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

function commandOf(words: readonly string[]): { command: Command; rest: string[] } | undefined {
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  return command && { command, rest: words.slice(command.name.split(' ').length) };
}

/** Does this command line need a database? The launcher starts one only then. */
export function needsDatabase(words: readonly string[]): boolean {
  const found = commandOf(words);
  return (
    found !== undefined &&
    !found.command.offline &&
    !found.rest.some((word) => word === '--help' || word === '-h')
  );
}

/** Runs one command; gives the exit code. Results go to standard output, everything else to standard error. */
export async function run(words: readonly string[], environment: Environment): Promise<number> {
  const found = commandOf(words);
  if (!found) {
    const asked = words.length === 0 || words.includes('--help') || words[0] === 'help';
    console.log(overview());
    return asked ? 0 : 2;
  }
  const { command, rest } = found;
  let values: Record<string, unknown>;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: rest,
      options: { ...everywhere, ...command.options },
      allowPositionals: true,
    }));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${helpOf(command)}`);
    return 2;
  }
  if (values['help']) {
    console.log(helpOf(command));
    return 0;
  }
  const context = command.offline ? undefined : await CommandContext.open(environment);
  try {
    const result = await command.run({ context: context as CommandContext, values, positionals });
    console.log(values['json'] ? JSON.stringify(result.json, null, 2) : result.text);
    return result.ok === false ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${helpOf(command)}`);
    return 2;
  } finally {
    await context?.close();
  }
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  return [
    'npm run cli -- COMMAND [--json] [--help]',
    '',
    ...COMMANDS.map(({ usage, description }) => `  ${usage.padEnd(width)}  ${description}`),
  ].join('\n');
}

function helpOf(command: Command): string {
  return `npm run cli -- ${command.usage}\n\n${command.description}\n${command.help ? `\n${command.help}\n` : ''}`;
}
