export { makePeople, makePool } from '../simulation/synthetic-bank.js';
