export { countsOf, FORMATS, type Draft, type Format, type Reading, type Report } from './draft.js';
