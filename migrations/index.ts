// Every migration of the house, in order. Classes and not globs: a glob that matches nothing succeeds in silence.
import { KernelCreate1763718000000 } from './1763718000000-kernel--create.js';

export const MIGRATIONS = [KernelCreate1763718000000];
export { ENTITIES } from './entities.js';
