import { Clock, Db, setClock, SystemClock } from '#kernel';
import { UsageError } from '../usage-error.js';
import { type Command, instantOf } from './command.js';

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

export const CLOCK_COMMANDS: readonly Command[] = [clockSet];
