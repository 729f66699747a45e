import { csvCell } from './publication.pages.js';

describe('a cell of the file', () => {
  it('cannot be taken for a formula by a spreadsheet, and keeps quotes and separators', () => {
    expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(csvCell('-1')).toBe("'-1");
    expect(csvCell('@home')).toBe("'@home");
    expect(csvCell('Jansen; Finance')).toBe('"Jansen; Finance"');
    expect(csvCell('Chaima El Idrissi')).toBe('Chaima El Idrissi');
  });
});
