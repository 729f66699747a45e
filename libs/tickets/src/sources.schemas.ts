import { z } from 'zod';
import { FILE_REASONS } from './read-ticket-file.js';
import { SOURCE_KINDS } from './ticket-bodies.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const name = z.string().trim().min(1).max(80);

/** https everywhere; http only to this very machine, for trying things out. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

export const saveSource = z.object({ name, kind: z.enum(SOURCE_KINDS) });
export type SaveSource = z.output<typeof saveSource>;

export const sourceView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(SOURCE_KINDS),
  tickets: z.int(),
  pausedAt: z.iso.datetime().nullable(),
  heardAt: z.iso.datetime().nullable(),
  faultAt: z.iso.datetime().nullable(),
  fault: z.string().nullable(),
});
export type SourceView = z.output<typeof sourceView>;
export const sourceList = z.object({ items: z.array(sourceView) });
/** The secret is null for a source of files. */
export const newSource = z.object({ id: z.uuid(), secret: z.string().nullable() });
export type NewSource = z.output<typeof newSource>;

export const saveHandover = z
  .object({ name, kind: z.enum(['email', 'webhook']), address: z.string().trim().min(3).max(500) })
  .refine(
    ({ kind, address }) => (kind === 'email' ? z.email().safeParse(address).success : isSafe(address)),
    {
      path: ['address'],
      error: 'tickets.address_wrong',
    },
  );
export type SaveHandover = z.output<typeof saveHandover>;

export const handoverView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['email', 'webhook']),
  address: z.string(),
  pausedAt: z.iso.datetime().nullable(),
  pauseReason: z.string().nullable(),
  pending: z.int(),
  delivered: z.int(),
  dead: z.int(),
  lastAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
});
export type HandoverView = z.output<typeof handoverView>;
export const handoverList = z.object({ items: z.array(handoverView) });

/** What the headers of a signed message say (Standard Webhooks). */
export const hookAnswer = z.object({ outcome: z.enum(['added', 'updated', 'stale', 'repeated']) });
export type HookAnswer = z.output<typeof hookAnswer>;

export const fileView = z.object({
  id: z.uuid(),
  source: z.string(),
  added: z.int(),
  updated: z.int(),
  same: z.int(),
  refusals: z.array(z.object({ row: z.int(), column: z.string().nullable(), reason: z.enum(FILE_REASONS) })),
  appliedAt: z.iso.datetime().nullable(),
});
export type FileView = z.output<typeof fileView>;
