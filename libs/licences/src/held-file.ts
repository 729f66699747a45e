import { BYTE_ORDER_MARK, type Cell, csvLine, WORKBOOK_TYPE, WorkbookWriter } from '#files';
import type { Language } from '#kernel';
import { formatDate, t } from '#ui';
import type { Held } from './held.queries.js';
import { stateWord } from './licences.presenter.js';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: WORKBOOK_TYPE,
};

const COLUMNS = ['person_number', 'holder', 'team', 'category', 'state', 'number', 'from', 'until'] as const;
/** In characters, for the columns above. */
const WIDTHS = [12, 28, 24, 10, 14, 22, 12, 12];

interface Writer {
  add(cells: readonly Cell[]): void;
  finish(): Buffer;
}

/** The file of who held what: its head, one line for each standing, and at the end its bytes. */
export class HeldFile {
  private readonly writer: Writer;

  constructor(
    format: ExportFormat,
    private readonly language: Language,
  ) {
    this.writer =
      format === 'xlsx'
        ? new WorkbookWriter(t(language, 'licences.export_sheet'), WIDTHS)
        : new CsvWriter((day) => formatDate(language, day));
    this.writer.add(COLUMNS.map((name) => t(language, `licences.field_${name}`)));
  }

  add({ personNumber, name, team, category, state, number, validFrom, validUntil }: Held): void {
    const words = [personNumber, name, team ?? '', category, stateWord(this.language, state), number];
    this.writer.add([...words, { day: validFrom }, { day: validUntil }]);
  }

  finish(): Buffer {
    return this.writer.finish();
  }
}

class CsvWriter implements Writer {
  private readonly lines: string[] = [BYTE_ORDER_MARK];

  constructor(private readonly formatDay: (day: string) => string) {}

  add(cells: readonly Cell[]): void {
    this.lines.push(
      csvLine(cells.map((cell) => (typeof cell === 'string' ? cell : this.formatDay(cell.day)))),
    );
  }

  finish(): Buffer {
    return Buffer.from(this.lines.join(''));
  }
}
