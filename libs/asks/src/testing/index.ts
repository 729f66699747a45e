export { askFacts, at, candidate, gini } from './helpers.js';
