export { makePeople, makePool } from '../simulation/synthetic-bank.js';
export { makeMemoryLog } from './memory.factory.js';
