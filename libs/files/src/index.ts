export { BYTE_ORDER_MARK, csvLine } from './csv-line.js';
export { decodeText, ENCODINGS, type Encoding, type TextRefusal } from './decode-text.js';
export { type Cell, WORKBOOK_TYPE, WorkbookWriter } from './write-workbook.js';
export { writeZip } from './write-zip.js';
export { ZipFile, ZipRefused, type ZipRefusal } from './zip-file.js';
