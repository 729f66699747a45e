import { canonical, chain, chainFault, GENESIS } from './ledger.js';
import type { ChainedLine, LedgerHead } from './ledger.js';
import { encodeCode, licenceNumber, publicName, readCode } from './public-code.js';

const line = (licenceId: string, on: string) => ({
  licenceId,
  personId: 'chaima',
  event: { kind: 'expired', on } as const,
  actor: 'system:licences.sweep',
  at: '2026-11-21T10:00:00.000Z',
});

function faults(lines: readonly ChainedLine[]): (string | null)[] {
  let head: LedgerHead = GENESIS;
  return lines.map((each) => {
    const fault = chainFault(head, each);
    head = { seq: each.seq, hash: each.hash };
    return fault;
  });
}

describe('the chain of the ledger', () => {
  const lines = chain(GENESIS, [line('a', '2026-01-01'), line('b', '2026-01-02'), line('a', '2026-01-03')]);

  it('numbers without gaps and fits', () => {
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(faults(lines)).toEqual([null, null, null]);
  });

  it('goes on from where it stood', () => {
    const [first, ...rest] = lines;
    const head = { seq: first!.seq, hash: first!.hash };
    expect(chain(head, [line('b', '2026-01-02'), line('a', '2026-01-03')])).toEqual(rest);
  });

  it('shows a changed line, a removed line and a swapped line', () => {
    const [one, two, three] = lines as [ChainedLine, ChainedLine, ChainedLine];
    expect(faults([one, { ...two, event: { kind: 'expired', on: '2031-01-01' } }, three])[1]).toBe('changed');
    expect(faults([one, { ...two, actor: 'person:bram' }, three])[1]).toBe('changed');
    expect(faults([one, three])[1]).toBe('gap');
    expect(faults([one, { ...three, seq: 2 }])[1]).toBe('broken-link');
  });

  it('does not depend on the order in which a database gives keys back', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
    expect(canonical({ x: 1, y: 2 })).toBe(canonical({ y: 2, x: 1 }));
  });
});

describe('the code of the public page', () => {
  it('writes 128 bits as 26 characters', () => {
    expect(encodeCode(new Uint8Array(16))).toBe('0'.repeat(26));
    expect(encodeCode(new Uint8Array(16).fill(255))).toBe(`${'Z'.repeat(25)}W`);
    const counted = encodeCode(Uint8Array.from({ length: 16 }, (_, index) => index));
    expect(counted).toBe('000G40R40M30E209185GR38E1W');
  });

  it('reads what people type', () => {
    const code = '000G40R40M30E209185GR38E1W';
    expect(readCode(code.toLowerCase())).toBe(code);
    expect(readCode('ooog 40r4-0m30 e209-i85g r38e-lw')).toBe(code);
    expect(readCode(`${code}1`)).toBeNull();
    expect(readCode('U'.repeat(26))).toBeNull();
  });
});

describe('a number and a name for outsiders', () => {
  it('numbers like DNV-A-2026-000123', () => {
    expect(licenceNumber('DNV', 'A', 2026, 123)).toBe('DNV-A-2026-000123');
  });

  it('shows initials and last name only', () => {
    expect(publicName('Anna', 'de Wit')).toBe('A. de Wit');
    expect(publicName('Jan Peter', 'Smit')).toBe('J.P. Smit');
    expect(publicName('Émilia', 'Santos')).toBe('É. Santos');
    expect(publicName('', 'Santos')).toBe('Santos');
  });
});
