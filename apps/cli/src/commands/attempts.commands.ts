import { type ReplayReport, ReplayService } from '#attempts';
import { Problem } from '#kernel';
import { UsageError } from '../usage-error.js';
import type { Command } from './command.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const attemptsReplay: Command = {
  name: 'attempts replay',
  usage: 'attempts replay ID',
  description: 'Do an exam over from the log: the same questions in the same order, and the same decision?',
  async run({ context, positionals }) {
    const [id] = positionals;
    if (!id || !UUID.test(id) || positionals.length > 1) throw new UsageError('Give the id of one exam.');
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

export const ATTEMPTS_COMMANDS: readonly Command[] = [attemptsReplay];
