import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImportsService, type ImportView } from '#people';
import { UsageError } from '../usage-error.js';
import { type Command, systemCli } from './command.js';

const peopleImport: Command = {
  name: 'people import',
  usage: 'people import FILE [--dry-run] [--source NAME] [--leave-broken]',
  description: 'Compare an HR file with the company and apply it; --dry-run only compares.',
  help: 'The brake holds here as well: a file that ends or changes too many people waits until a second person releases it on /people/imports.\nBroken rows stop the run unless --leave-broken says to apply the good ones.',
  options: {
    'dry-run': { type: 'boolean' },
    source: { type: 'string' },
    'leave-broken': { type: 'boolean' },
  },
  async run({ context, values, positionals }) {
    const [file] = positionals;
    if (!file) throw new UsageError('Which file?');
    const bytes = await readFile(file).catch(() => {
      throw new UsageError(`The file ${file} cannot be read.`);
    });
    const dryRun = values['dry-run'] === true;
    const view = await context.get(ImportsService).importFile({
      bytes,
      fileName: path.basename(file),
      source: typeof values['source'] === 'string' ? values['source'] : 'HR',
      actor: systemCli(),
      dryRun,
      leaveBroken: values['leave-broken'] === true,
    });
    return { text: importText(view), json: view, ok: dryRun || view.state === 'applied' };
  },
};

function writtenAs({ format, encoding, delimiter, sheet }: ImportView['reading']): string {
  if (sheet !== null) return `workbook, sheet "${sheet}"`;
  if (delimiter === null) return `${format}, ${encoding}`;
  return `${encoding}, separated by "${delimiter === '\t' ? 'tab' : delimiter}"`;
}

function importText({ fileName, reading, result, state, waitingFor, diff, id }: ImportView): string {
  const lines = [`${fileName}: ${reading.rows} rows, ${writtenAs(reading)}, columns by: ${reading.mappedBy}`];
  if (reading.missing.length > 0) lines.push(`columns not found: ${reading.missing.join(', ')}`);
  if (result) {
    const { counts, brake } = result;
    lines.push(
      `${counts.joins} join, ${counts.leaves} leave, ${counts.moves} move, ${counts.changes} change, ${counts.absences} absences, ${counts.problems} problems, ${counts.unchanged} unchanged`,
    );
    if (brake.stopped)
      lines.push(`the brake stopped it: ${brake.affected} people would end or change, ${brake.allowed} may`);
  }
  if (result && result.counts.waiting > 0)
    lines.push(`${result.counts.waiting} missing, and wait for a next file`);
  for (const row of diff.filter(({ kind }) => kind === 'problems'))
    lines.push(`  row ${row.rowNumber}, ${row.columnName ?? 'row'}: ${row.reason}`);
  lines.push(
    state === 'applied'
      ? 'applied'
      : waitingFor === 'nothing'
        ? 'not applied'
        : `not applied: waits for ${waitingFor} (import ${id})`,
  );
  return lines.join('\n');
}

export const PEOPLE_COMMANDS: readonly Command[] = [peopleImport];
