import { CalibrationsService, PracticeCalibrations, sayReport } from '#calibrations';
import { UsageError } from '../usage-error.js';
import { type Command, onlyId, systemCli } from './command.js';

const calibrationsRun: Command = {
  name: 'calibrations run',
  usage: 'calibrations run --licence A [--practice]',
  description:
    'Calibrate the exam items of a licence from all answers, or its practice items from drawn ones; keeps a candidate.',
  options: { licence: { type: 'string' }, practice: { type: 'boolean' } },
  async run({ context, values }) {
    const category = values['licence'];
    if (typeof category !== 'string') throw new UsageError('Which licence? For example: --licence A');
    const report = values['practice']
      ? await context.get(PracticeCalibrations).run(systemCli(), category)
      : await context.get(CalibrationsService).run(systemCli(), category);
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
      ({ id, category, use, state, madeAt, people, summary }) =>
        `${id}  ${category}  ${use.padEnd(8)}  ${state.padEnd(9)}  ${madeAt}  ${people} people, ${summary.passed} of ${summary.answered} items passed`,
    );
    return { text: lines.length > 0 ? lines.join('\n') : 'no calibrations yet', json: { items } };
  },
};

const calibrationsActivate: Command = {
  name: 'calibrations activate',
  usage: "calibrations activate ID [--accept 'ITEM:reason' …]",
  description:
    'Put a candidate to use: new exams or rounds of practice take its parameters, running exams keep theirs; each item that moved too far takes a reason.',
  options: { accept: { type: 'string', multiple: true } },
  async run({ context, positionals, values }) {
    const id = onlyId(positionals, 'Which calibration? See: calibrations list');
    const accept = acceptancesOf(values['accept']);
    const active = await context.get(CalibrationsService).activate(systemCli(), id, accept);
    return { text: `${active.category}: calibration ${active.id} is active`, json: active };
  },
};

/** `tx.s1.501:the menu moved` → the item, and why its difficulty may move. */
function acceptancesOf(given: unknown): { itemId: string; reason: string }[] {
  return (Array.isArray(given) ? given : []).map((text: unknown) => {
    const [, itemId, reason] = /^([a-z][a-z0-9.-]*):\s*(\S.*)$/.exec(String(text)) ?? [];
    if (itemId === undefined || reason === undefined)
      throw new UsageError("What do you accept, and why? For example: --accept 'tx.s1.501:the menu moved'");
    return { itemId, reason };
  });
}

export const CALIBRATIONS_COMMANDS: readonly Command[] = [
  calibrationsRun,
  calibrationsList,
  calibrationsActivate,
];
