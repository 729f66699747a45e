import { constants, crc32, deflateRawSync } from 'node:zlib';

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, the first day a zip file can name: the same files give the same bytes on any day. */
const NO_DAY = 0x0021;

/** A part of a zip file that is packed piece by piece: it never stands in memory as a whole. */
export class PackedPart {
  private readonly pieces: Buffer[] = [];
  private length = 0;
  private sum = 0;

  constructor(readonly name: string) {}

  /** Each piece ends on a byte (RFC 1951, an empty stored block), so that the pieces together are one stream. */
  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    this.sum = crc32(bytes, this.sum);
    this.pieces.push(deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
  }

  /** The packed bytes, and what a zip file says about them. */
  end(): { readonly packed: Buffer; readonly length: number; readonly sum: number } {
    const packed = Buffer.concat([...this.pieces, deflateRawSync(Buffer.alloc(0))]);
    return { packed, length: this.length, sum: this.sum };
  }
}

/** A part of a zip file as it is before packing. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A zip file (PKWARE APPNOTE 6.3.10, without zip64) of the files given, in their order. The same files give the same
 * bytes: no part carries a date.
 *
 * @param files names with forward slashes, each once; at most 65,535 files and 4 GiB together
 */
export function writeZip(files: readonly (ZipPart | PackedPart)[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { packed, length, sum } = file instanceof PackedPart ? file.end() : packedAtOnce(file);
    const called = Buffer.from(file.name);
    const facts = Buffer.alloc(24);
    facts.writeUInt16LE(UTF8_NAMES, 0);
    facts.writeUInt16LE(DEFLATED, 2);
    facts.writeUInt16LE(NO_DAY, 6);
    facts.writeUInt32LE(sum, 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(length, 16);
    facts.writeUInt16LE(called.length, 20);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('504b010214001400', 'hex'), facts, place, called]));
    const local = [Buffer.from('504b03041400', 'hex'), facts, called, packed];
    parts.push(...local);
    at += local.reduce((bytes, piece) => bytes + piece.length, 0);
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

const packedAtOnce = ({ bytes }: ZipPart) => ({
  packed: deflateRawSync(bytes),
  length: bytes.length,
  sum: crc32(bytes),
});
