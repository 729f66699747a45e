import iconv from 'iconv-lite';
import { decodeText } from './decode-text.js';

const text = 'Nummer;Naam\r\n1005;Emília Santos\r\n1007;Curaçao\r\n';

describe('reading the bytes of a file from outside', () => {
  it.each([
    ['UTF-8', iconv.encode(text, 'utf-8'), 'utf-8', false],
    ['UTF-8 with a byte order mark', iconv.encode(text, 'utf-8', { addBOM: true }), 'utf-8', true],
    ['Windows-1252, as a Dutch Excel writes it', iconv.encode(text, 'windows-1252'), 'windows-1252', false],
    [
      'UTF-16 with a mark, as Excel writes "Unicode text"',
      iconv.encode(text, 'utf-16le', { addBOM: true }),
      'utf-16le',
      true,
    ],
    ['UTF-16 without a mark', iconv.encode(text, 'utf-16le'), 'utf-16le', false],
    ['UTF-16 the other way round', iconv.encode(text, 'utf-16be', { addBOM: true }), 'utf-16be', true],
  ])('recognises %s', (_name, bytes, encoding, mark) => {
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text, encoding, mark } });
  });

  it('takes one lone accent for Windows-1252, not for another one-byte table', () => {
    const bytes = iconv.encode('Nummer;Naam\r\n1;Zoë\r\n', 'windows-1252');
    expect(decodeText(bytes)).toMatchObject({
      value: { encoding: 'windows-1252', text: 'Nummer;Naam\r\n1;Zoë\r\n' },
    });
  });

  it('lets HR overrule the guess', () => {
    const result = decodeText(iconv.encode('naam;plaats\r\nZoë;Ede', 'windows-1252'), 'utf-8');
    expect(result).toMatchObject({ value: { encoding: 'utf-8', text: expect.stringContaining('\ufffd') } });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'file-empty'],
    ['a file of spaces', Buffer.from('  \r\n '), 'file-empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file-is-not-text'],
  ])('refuses %s', (_name, bytes, refusal) => {
    expect(decodeText(bytes)).toEqual({ ok: false, refusal });
  });
});
