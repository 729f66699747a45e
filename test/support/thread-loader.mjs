// Lets a thread of a spec run TypeScript from source: Jest's own loader does not reach it.
import { register } from 'node:module';

register('./thread-hooks.mjs', import.meta.url);
