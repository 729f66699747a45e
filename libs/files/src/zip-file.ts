import { crc32, inflateRawSync } from 'node:zlib';

/** Why a zip file can't be read. */
export type ZipRefusal = 'broken' | 'locked' | 'too-large';

/** Thrown while a zip file is taken apart, and caught where its reading began. */
export class ZipRefused extends Error {
  constructor(readonly refusal: ZipRefusal) {
    super(refusal);
  }
}

/** One file inside a zip file, known by its entry in the directory; nothing of it is unpacked yet. */
interface ZipPart {
  readonly at: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
}

/** Unpacked bytes that one part may have: a sheet of 100,000 people with 25 columns has about 120 million. */
const LARGEST_PART = 256 * 1024 * 1024;
const MOST_PARTS = 5000;
const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/**
 * The inside of a zip file (PKWARE APPNOTE 6.3.10, without zip64). A part is unpacked when it is asked for, never past
 * the size the directory names and never past 256 MiB, so that a zip bomb costs no memory; its checksum must agree, so
 * that a damaged file is refused instead of read wrongly. Throws `ZipRefused`.
 */
export class ZipFile {
  private readonly parts = new Map<string, ZipPart>();
  private readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = this.findEnd();
    const count = this.u16(end + 10);
    if (count > MOST_PARTS) throw new ZipRefused('too-large');
    let at = this.u32(end + 16);
    for (let entry = 0; entry < count; entry++) at = this.readEntry(at);
  }

  /** The names of all parts, in the order of the directory. */
  names(): string[] {
    return [...this.parts.keys()];
  }

  /** The bytes of a part, or undefined when there is none of that name. */
  read(name: string): Buffer | undefined {
    const part = this.parts.get(name);
    if (part === undefined) return undefined;
    if (part.size > LARGEST_PART) throw new ZipRefused('too-large');
    if (this.u32(part.at) !== LOCAL_HEADER) throw new ZipRefused('broken');
    const start = part.at + 30 + this.u16(part.at + 26) + this.u16(part.at + 28);
    const packed = this.bytes.subarray(start, start + part.packed);
    const plain = part.method === 0 ? packed : inflate(packed, part.size);
    if (plain.length !== part.size || crc32(plain) !== part.crc) throw new ZipRefused('broken');
    return plain;
  }

  /** The end of the directory stands within the last 64 KiB: after it comes only a comment. */
  private findEnd(): number {
    const earliest = Math.max(0, this.bytes.length - 65_557);
    for (let at = this.bytes.length - 22; at >= earliest; at--) if (this.u32(at) === DIRECTORY_END) return at;
    throw new ZipRefused('broken');
  }

  private readEntry(at: number): number {
    if (this.u32(at) !== DIRECTORY_ENTRY) throw new ZipRefused('broken');
    const nameEnd = at + 46 + this.u16(at + 28);
    const method = this.u16(at + 10);
    if ((this.u16(at + 8) & 1) === 1) throw new ZipRefused('locked');
    if (method !== 0 && method !== 8) throw new ZipRefused('broken');
    this.parts.set(this.bytes.toString('utf8', at + 46, nameEnd), {
      at: this.u32(at + 42),
      method,
      packed: this.u32(at + 20),
      size: this.u32(at + 24),
      crc: this.u32(at + 16),
    });
    return nameEnd + this.u16(at + 30) + this.u16(at + 32);
  }

  private u16(at: number): number {
    if (at < 0 || at + 2 > this.bytes.length) throw new ZipRefused('broken');
    return this.bytes.readUInt16LE(at);
  }

  private u32(at: number): number {
    if (at < 0 || at + 4 > this.bytes.length) throw new ZipRefused('broken');
    return this.bytes.readUInt32LE(at);
  }
}

function inflate(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    // what zlib says of damaged bytes, and of bytes that go on after the size they promised
    if (typeof error === 'object' && error !== null && 'code' in error) throw new ZipRefused('broken');
    throw error;
  }
}
