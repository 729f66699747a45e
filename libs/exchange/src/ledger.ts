import type { Draft, Format, Reading, Report } from './draft.js';

/** What a reader tells about one item: what is lost, and in the end whether it comes along. */
export interface ItemNotes {
  readonly number: number;
  /** Something of the item does not come along; the same words count once. */
  lose(reason: string, detail: string): void;
}

/** Thrown by readers while they look at one item, and caught by the ledger: the item stays out. */
export class NotImported extends Error {
  constructor(
    readonly reason: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

type Where = Pick<Report, 'name' | 'line' | 'part'>;

/**
 * Keeps the count of a file: every item that is opened ends in one draft or in one report, so that nothing is lost in
 * silence.
 */
export class Ledger {
  private items = 0;
  private readonly drafts: Draft[] = [];
  private readonly reports: Report[] = [];

  constructor(private readonly format: Format | null) {}

  /** Something about the file as a whole. */
  file(
    reason: string,
    detail: string,
    where: Partial<Where> = {},
    outcome: Report['outcome'] = 'not-imported',
  ): void {
    this.reports.push({ outcome, reason, detail, number: null, name: '', line: null, part: '', ...where });
  }

  /**
   * Opens the next item of the file. `read` gives its draft without numbers, or throws `NotImported`; what was lost of
   * an item that stays out is not told, since all of it is.
   */
  item(where: Where, read: (notes: ItemNotes) => Omit<Draft, 'numbers'>): void {
    const number = (this.items += 1);
    const losses = new Map<string, Report>();
    const about = (outcome: Report['outcome'], reason: string, detail: string): Report => ({
      outcome,
      reason,
      detail,
      number,
      ...where,
    });
    const lose = (reason: string, detail: string): void =>
      void losses.set(`${reason} ${detail}`, about('imported-without', reason, detail));
    try {
      this.drafts.push({ numbers: [number], ...read({ number, lose }) });
      this.reports.push(...losses.values());
    } catch (error) {
      if (!(error instanceof NotImported)) throw error;
      this.reports.push(about('not-imported', error.reason, error.detail));
    }
  }

  /** @param join puts drafts together that are one question in two languages */
  close(join: (drafts: readonly Draft[]) => Draft[] = (drafts) => [...drafts]): Reading {
    return { format: this.format, items: this.items, drafts: join(this.drafts), reports: this.reports };
  }
}
