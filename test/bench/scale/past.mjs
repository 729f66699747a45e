// Five years of licences for the large employer, made up in a process of its own: nothing of the product keeps all of them
// in memory at once, so what that takes is no memory of the product. `fork` with { url }; ends with 0 when they are written.
import { withCommands } from '../house.mjs';
import { writeLedger } from './company.mjs';

process.once('message', async ({ url }) => {
  await withCommands(url, writeLedger);
  process.exit(0);
});
