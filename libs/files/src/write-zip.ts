import { crc32, deflateRawSync } from 'node:zlib';

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first day a zip file can name: the same files give the same bytes on any day. */
const NO_DAY = 0x0021;

/**
 * A zip file (PKWARE APPNOTE 6.3.10, without zip64) of the files given, in their order. The same files give the same
 * bytes: no part carries a date.
 *
 * @param files names with forward slashes, each once; at most 65,535 files and 4 GiB together
 */
export function writeZip(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const packed = deflateRawSync(bytes);
    const called = Buffer.from(name);
    const facts = Buffer.alloc(24);
    facts.writeUInt16LE(UTF8_NAMES, 0);
    facts.writeUInt16LE(DEFLATED, 2);
    facts.writeUInt16LE(NO_DAY, 6);
    facts.writeUInt32LE(crc32(bytes), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(bytes.length, 16);
    facts.writeUInt16LE(called.length, 20);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('504b010214001400', 'hex'), facts, place, called]));
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), facts, called, packed]);
    parts.push(local);
    at += local.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, all, end]);
}
