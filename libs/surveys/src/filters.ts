/** Filters as text in a URL: "site:Gent,vip:no". Pure. */
import type { Filter } from './disclosure.js';
import { DIMENSIONS, type Dimension } from './facts.js';

export function writeFilter(filter: Filter): string {
  return DIMENSIONS.flatMap((dimension) => {
    const value = filter[dimension];
    return value === undefined ? [] : [`${dimension}:${encodeURIComponent(value)}`];
  }).join(',');
}

/** What a URL asks for; what is no filter of ours is left out. */
export function readFilter(text: string | undefined): Filter {
  const parts = (text ?? '').split(',').flatMap((part): [Dimension, string][] => {
    const [name = '', value = ''] = part.split(':');
    const dimension = DIMENSIONS.find((known) => known === name);
    return dimension && value !== '' ? [[dimension, decoded(value)]] : [];
  });
  return Object.fromEntries(parts);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}
