import { z } from 'zod';

/** Keyset paging of every list: `?after=<next of the page before>&limit=`. */
export const pageQuery = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.output<typeof pageQuery>;

/** Schema of one page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Opaque cursor over the sort key of the last row. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key of a cursor, or null when it is not one of ours. */
export function decodeCursor(cursor: string | undefined): (string | number | null)[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(key) &&
      key.every((part) => part === null || ['string', 'number'].includes(typeof part))
      ? (key as (string | number | null)[])
      : null;
  } catch {
    return null;
  }
}
