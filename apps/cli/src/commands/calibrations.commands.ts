import { CalibrationsService, sayReport } from '#calibrations';
import { UsageError } from '../usage-error.js';
import { type Command, systemCli } from './command.js';

const calibrationsRun: Command = {
  name: 'calibrations run',
  usage: 'calibrations run --licence A',
  description:
    'Calibrate the exam items of a licence from all answers; keeps a candidate and changes no exam.',
  options: { licence: { type: 'string' } },
  async run({ context, values }) {
    const category = values['licence'];
    if (typeof category !== 'string') throw new UsageError('Which licence? For example: --licence A');
    const report = await context.get(CalibrationsService).run(systemCli(), category);
    return { text: sayReport(report), json: report };
  },
};

const calibrationsList: Command = {
  name: 'calibrations list',
  usage: 'calibrations list',
  description: 'List the calibrations: those in use or waiting first, then the newest.',
  async run({ context }) {
    const items = await context.get(CalibrationsService).list(systemCli());
    const lines = items.map(
      ({ id, category, state, madeAt, people, summary }) =>
        `${id}  ${category}  ${state.padEnd(9)}  ${madeAt}  ${people} people, ${summary.passed} of ${summary.answered} items passed`,
    );
    return { text: lines.length > 0 ? lines.join('\n') : 'no calibrations yet', json: { items } };
  },
};

const calibrationsActivate: Command = {
  name: 'calibrations activate',
  usage: 'calibrations activate ID',
  description: 'Put a candidate to use: new exams take its parameters, running exams keep theirs.',
  async run({ context, positionals }) {
    const [id] = positionals;
    if (!id || !/^[0-9a-f-]{36}$/.test(id)) throw new UsageError('Which calibration? See: calibrations list');
    const active = await context.get(CalibrationsService).activate(systemCli(), id);
    return { text: `${active.category}: calibration ${active.id} is active`, json: active };
  },
};

export const CALIBRATIONS_COMMANDS: readonly Command[] = [
  calibrationsRun,
  calibrationsList,
  calibrationsActivate,
];
