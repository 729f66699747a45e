export type LedgerFaultKind =
  | 'gap'
  | 'broken-link'
  | 'changed'
  | 'columns-differ'
  | 'head-differs'
  | 'impossible-move'
  | 'row-differs'
  | 'row-without-ledger'
  | 'ledger-without-row'
  | 'reason-differs';

export interface LedgerFault {
  readonly kind: LedgerFaultKind;
  readonly seq: number | null;
  readonly licenceId: string | null;
}

/** Takes down what is wrong, at which line and licence. */
export type Note = (kind: LedgerFaultKind, seq: number | null, licenceId: string | null) => void;
