import fc from 'fast-check';
import { writeZip } from './write-zip.js';
import { ZipFile, ZipRefused } from './zip-file.js';

describe('a zip file', () => {
  it('gives back every part that was put in, in its order', () => {
    const parts = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[a-zé]{1,8}(\/[a-z]{1,5})?\.xml$/u), bytes: fc.uint8Array() }),
      { selector: ({ name }) => name, maxLength: 12 },
    );
    fc.assert(
      fc.property(parts, (files) => {
        const zip = new ZipFile(writeZip(files));
        expect(zip.names()).toEqual(files.map(({ name }) => name));
        for (const { name, bytes } of files) expect(new Uint8Array(zip.read(name)!)).toEqual(bytes);
      }),
    );
  });

  it('is refused when a byte of a part has changed', () => {
    const bytes = writeZip([
      { name: 'a.txt', bytes: Buffer.from('the same text twice, the same text twice') },
    ]);
    bytes[38] = bytes[38]! ^ 0xff;
    expect(() => new ZipFile(bytes).read('a.txt')).toThrow(ZipRefused);
  });
});
