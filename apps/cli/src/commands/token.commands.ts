import { Db, one } from '#kernel';
import { SCOPES, SessionsService } from '#sessions';
import { UsageError } from '../usage-error.js';
import { type Command, systemCli } from './command.js';

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

export const TOKEN_COMMANDS: readonly Command[] = [tokenCreate];
