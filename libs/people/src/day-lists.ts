import { remember } from './import/remember.js';

/**
 * Reads lists of days as PostgreSQL writes them, '{1,2,5}'. A company works in few patterns: each is read once and
 * shared, where the driver would take every list apart for itself.
 */
export function dayLists(): (text: string) => readonly number[] {
  const known = remember<readonly number[]>();
  return (text) => known(text, () => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)));
}
