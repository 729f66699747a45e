import { createHash } from 'node:crypto';
import type { LicenceEvent } from './licence.js';

/** One line of the ledger, as written. `at` has milliseconds, UTC. */
export interface LedgerLine {
  readonly seq: number;
  readonly licenceId: string;
  readonly personId: string;
  readonly event: LicenceEvent;
  /** `person:<id>` or `system:<part>`. */
  readonly actor: string;
  readonly at: string;
}

export interface ChainedLine extends LedgerLine {
  readonly prevHash: string;
  readonly hash: string;
}

/** The end of the chain, to which the next line is tied. */
export interface LedgerHead {
  readonly seq: number;
  readonly hash: string;
}

export const GENESIS: LedgerHead = { seq: 0, hash: '0'.repeat(64) };

/** hash = SHA-256(previous hash, line feed, the line as canonical JSON), in hexadecimal. */
export function lineHash(prevHash: string, line: LedgerLine): string {
  return createHash('sha256')
    .update(`${prevHash}\n${canonical(line)}`)
    .digest('hex');
}

/** Numbers the lines on from the head, without gaps, and ties each to the one before. */
export function chain(head: LedgerHead, lines: readonly Omit<LedgerLine, 'seq'>[]): ChainedLine[] {
  let { seq, hash } = head;
  return lines.map((line) => {
    seq += 1;
    const numbered: LedgerLine = {
      seq,
      licenceId: line.licenceId,
      personId: line.personId,
      event: line.event,
      actor: line.actor,
      at: line.at,
    };
    const prevHash = hash;
    hash = lineHash(prevHash, numbered);
    return { ...numbered, prevHash, hash };
  });
}

export type ChainFault = 'gap' | 'broken-link' | 'changed';

/** What is wrong with a line, given the end of the chain before it; null when it fits. */
export function chainFault(head: LedgerHead, line: ChainedLine): ChainFault | null {
  if (line.seq !== head.seq + 1) return 'gap';
  if (line.prevHash !== head.hash) return 'broken-link';
  const { prevHash, hash, ...bare } = line;
  return lineHash(prevHash, bare) === hash ? null : 'changed';
}

/** JSON with sorted keys and no spaces, so that the same facts always give the same text, whatever stored them. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const parts = value as Readonly<Record<string, unknown>>;
  let text = '{';
  // A ledger is hashed whole, so this is written to make no list of pairs per line.
  for (const key of Object.keys(parts).sort()) {
    const part = parts[key];
    if (part === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${JSON.stringify(key)}:${canonical(part)}`;
  }
  return `${text}}`;
}
