import { environmentExample } from '#kernel';
import type { Command } from './command.js';

const configExample: Command = {
  name: 'config example',
  usage: 'config example',
  description: 'Print .env.example: every setting with its sentence and default.',
  offline: true,
  run: async () => ({ text: environmentExample(), json: { example: environmentExample() } }),
};

export const CONFIG_COMMANDS: readonly Command[] = [configExample];
