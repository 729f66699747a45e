export { countsOf, FORMATS, type Format, type Reading, type Report } from './draft.js';
export { land, shelfOf, withDrafts, type Landing } from './landing.js';
export { readBank } from './read-bank.js';
export { EXPORT_FORMATS, writeBank, type ExportFormat } from './write-bank.js';
