import type { Command } from './commands/command.js';
import { ASSESSMENT_COMMANDS } from './commands/assessment.commands.js';
import { CALIBRATIONS_COMMANDS } from './commands/calibrations.commands.js';
import { ATTEMPTS_COMMANDS } from './commands/attempts.commands.js';
import { CLOCK_COMMANDS } from './commands/clock.commands.js';
import { CONFIG_COMMANDS } from './commands/config.commands.js';
import { CONTENT_COMMANDS } from './commands/content.commands.js';
import { AUTHORING_COMMANDS } from './commands/authoring.commands.js';
import { EXCHANGE_COMMANDS } from './commands/exchange.commands.js';
import { DEMO_COMMANDS } from './commands/demo.commands.js';
import { JOBS_COMMANDS } from './commands/jobs.commands.js';
import { LEDGER_COMMANDS } from './commands/ledger.commands.js';
import { OUTBOX_COMMANDS } from './commands/outbox.commands.js';
import { PEOPLE_COMMANDS } from './commands/people.commands.js';
import { SCHEMA_COMMANDS } from './commands/schema.commands.js';
import { TOKEN_COMMANDS } from './commands/token.commands.js';

/** The command line as a table: what `--help` prints is what there is. A command's first word names its file. */
export const COMMANDS: readonly Command[] = [
  ...PEOPLE_COMMANDS,
  ...CONTENT_COMMANDS,
  ...AUTHORING_COMMANDS,
  ...EXCHANGE_COMMANDS,
  ...ASSESSMENT_COMMANDS,
  ...CALIBRATIONS_COMMANDS,
  ...ATTEMPTS_COMMANDS,
  ...JOBS_COMMANDS,
  ...TOKEN_COMMANDS,
  ...CLOCK_COMMANDS,
  ...DEMO_COMMANDS,
  ...LEDGER_COMMANDS,
  ...OUTBOX_COMMANDS,
  ...SCHEMA_COMMANDS,
  ...CONFIG_COMMANDS,
];
