import { z } from 'zod';

export const askForLink = z.object({ email: z.email() });

export const changePreferences = z.object({
  language: z.enum(['nl', 'en']).optional(),
  theme: z.enum(['auto', 'light', 'dark']).optional(),
  keys: z.enum(['on', 'off']).optional(),
});
export type ChangePreferences = z.output<typeof changePreferences>;

export const firstAdministrator = z.object({
  givenName: z.string().trim().min(1).max(100),
  familyName: z.string().trim().min(1).max(100),
  number: z.string().trim().min(1).max(40),
  email: z.preprocess((value) => (value === '' ? null : value), z.email().nullable().default(null)),
  language: z.enum(['nl', 'en']).default('nl'),
  zone: z.string().default('Europe/Amsterdam'),
});
export type FirstAdministrator = z.output<typeof firstAdministrator>;

export const signInAs = z.object({ personId: z.uuid(), to: z.string().optional() });

/** Where to go after signing in: a path of ours, never another site. */
export function safeReturn(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/';
}

/** What an API token may be allowed. */
export const SCOPES = ['read', 'write'] as const;

export const createToken = z.object({
  hours: z.coerce
    .number()
    .positive()
    .max(24 * 365),
  scopes: z.array(z.enum(SCOPES)).min(1).default(['read']),
});
export type CreateToken = z.output<typeof createToken>;

export const tokenCreated = z.object({ token: z.string(), expiresAt: z.string() });
export const me = z.object({
  personId: z.uuid(),
  name: z.string(),
  language: z.enum(['nl', 'en']),
  zone: z.string(),
  grants: z.array(z.string()),
  isManager: z.boolean(),
});
