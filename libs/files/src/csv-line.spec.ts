import fc from 'fast-check';
import { csvLine } from './csv-line.js';

describe('a line of CSV', () => {
  it('quotes every cell and doubles quotes', () => {
    expect(csvLine(['El Idrissi; Chaima', 'zegt "ja"', ''])).toBe(
      '"El Idrissi; Chaima";"zegt ""ja""";""\r\n',
    );
  });

  it('never gives Excel a formula, whatever a name begins with', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
        expect(csvLine([`${sign}${rest}`])).toMatch(/^"'/);
      }),
    );
    expect(csvLine(['=HYPERLINK("http://x")'])).toBe('"\'=HYPERLINK(""http://x"")"\r\n');
  });
});
