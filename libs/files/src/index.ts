export { decodeText, ENCODINGS, type Encoding, type TextRefusal } from './decode-text.js';
export { writeZip } from './write-zip.js';
export { ZipFile, ZipRefused, type ZipRefusal } from './zip-file.js';
