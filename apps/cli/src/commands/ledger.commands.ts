import { Db } from '#kernel';
import { verifyLedger } from '#licences';
import type { Command } from './command.js';

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

export const LEDGER_COMMANDS: readonly Command[] = [ledgerVerify];
