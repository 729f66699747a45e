export { makePeople, makePool } from './pool.factory.js';
