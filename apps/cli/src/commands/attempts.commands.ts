import { MemoryWeightsService, type ReplayReport, ReplayService, sayFit } from '#attempts';
import { Problem } from '#kernel';
import { UsageError } from '../usage-error.js';
import { type Command, onlyId, systemCli } from './command.js';

const attemptsReplay: Command = {
  name: 'attempts replay',
  usage: 'attempts replay ID',
  description: 'Do an exam over from the log: the same questions in the same order, and the same decision?',
  async run({ context, positionals }) {
    const id = onlyId(positionals, 'Give the id of one exam.');
    const report = await context
      .get(ReplayService)
      .replay(id)
      .catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) throw new UsageError(`There is no exam ${id}.`);
        throw error;
      });
    return { text: textOf(report), json: report, ok: report.differences.length === 0 };
  },
};

function textOf(report: ReplayReport): string {
  const { attempt, category, questions, rule, cap, calibration, stopReason, outcome, hasBasis } = report;
  const { differences } = report;
  const decided =
    outcome === null
      ? 'still open'
      : `end (${stopReason}), outcome (${outcome}), estimate and topics${hasBasis ? ', and what the decision rests on' : ''}`;
  return [
    `exam ${attempt}, licence ${category}, rule ${rule ?? 'none'}, exposure cap ${cap ?? 'none'}`,
    `parameters: ${calibration === null ? 'as the authors rated' : `calibration ${calibration}`}`,
    `compared: ${questions} questions (item, version, arrangement, points); ${decided}`,
    ...differences.map(
      ({ position, what, stored, replayed }) =>
        `${position === null ? '' : `question ${position}: `}${what} differs: stored ${JSON.stringify(stored)}, replayed ${JSON.stringify(replayed)}`,
    ),
    differences.length === 0 ? 'all the same' : `${differences.length} differences`,
  ].join('\n');
}

const memoryFit: Command = {
  name: 'memory fit',
  usage: 'memory fit',
  description: 'Fit the weights of memory on all reviews and judge them on the latest; changes no card.',
  async run({ context }) {
    const report = await context.get(MemoryWeightsService).fit(systemCli());
    return { text: sayFit(report), json: report };
  },
};

const memoryList: Command = {
  name: 'memory list',
  usage: 'memory list',
  description: 'List fitted weights: those in use or waiting first, then the newest.',
  async run({ context }) {
    const items = await context.get(MemoryWeightsService).list(systemCli());
    const lines = items.map(
      ({ id, state, madeAt, reviews, fitted, current }) =>
        `${id}  ${state.padEnd(9)}  ${madeAt}  ${reviews} reviews, log loss ${fitted.logLoss.toFixed(4)} against ${current.logLoss.toFixed(4)}`,
    );
    return {
      text: lines.length > 0 ? lines.join('\n') : 'the published weights are in use',
      json: { items },
    };
  },
};

const memoryActivate: Command = {
  name: 'memory activate',
  usage: 'memory activate ID',
  description: 'Put fitted weights to use: every card takes them on with its next review.',
  async run({ context, positionals }) {
    const id = onlyId(positionals, 'Which weights? See: memory list');
    await context.get(MemoryWeightsService).activate(systemCli(), id);
    return { text: `weights ${id} are in use`, json: { id } };
  },
};

export const ATTEMPTS_COMMANDS: readonly Command[] = [attemptsReplay, memoryFit, memoryList, memoryActivate];
