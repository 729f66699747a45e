import { z } from 'zod';

/** A lib's settings: environment variables with a default and one sentence each. */
export interface ConfigSlice<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly name: string;
  readonly shape: Shape;
}

const slices = new Map<string, ConfigSlice>();

/** Declares a lib's settings; all slices are parsed together, once, at start. */
export function defineConfig<Shape extends z.ZodRawShape>(name: string, shape: Shape): ConfigSlice<Shape> {
  for (const [key, schema] of Object.entries(shape)) {
    if (!(schema as z.ZodType).description)
      throw new Error(`The setting ${key} needs a describing sentence.`);
  }
  const slice = { name, shape };
  slices.set(name, slice);
  return slice;
}

const optionalText = (schema: z.ZodType<string, string>) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

export const kernelConfig = defineConfig('kernel', {
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('The port on which the product is served.'),
  HOST: z.string().default('0.0.0.0').describe('The address on which the product is served.'),
  DATA_DIR: z.string().default('.data').describe('Where the embedded PostgreSQL keeps its data.'),
  DATABASE_URL: optionalText(z.url({ protocol: /^postgres(ql)?$/ })).describe(
    'Your own PostgreSQL (18 or newer) instead of the embedded one.',
  ),
  REDIS_URL: optionalText(z.url({ protocol: /^rediss?$/ })).describe(
    'Queues and rate limits on Redis instead of PostgreSQL.',
  ),
  PUBLIC_URL: optionalText(z.url({ protocol: /^https?$/ })).describe(
    'The address under which people reach the product; used in mails, QR codes and sign-in.',
  ),
  SMTP_URL: optionalText(z.url({ protocol: /^smtps?$/ })).describe(
    'Mail server; without it mails go to the built-in mailbox.',
  ),
  MAIL_FROM: z.string().default('Vaardig <vaardig@localhost>').describe('Sender of all mails.'),
  OIDC_ISSUER: optionalText(z.url()).describe('OpenID Connect issuer for single sign-on.'),
  OIDC_CLIENT_ID: optionalText(z.string()).describe('Client id at that issuer.'),
  OIDC_CLIENT_SECRET: optionalText(z.string()).describe('Client secret at that issuer.'),
  DEMO: z
    .enum(['on', 'off', ''])
    .default('')
    .describe('Demo company, one-click sign-in and time travel. Default: on only without DATABASE_URL.'),
  ORGANISATION: z.string().default('Demo NV').describe('Name of the employer as people see it.'),
  WATCH: z
    .enum(['on', 'off', ''])
    .default('')
    .describe('Re-reads views and words at every request (npm run dev).'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much is logged.'),
});

type Parsed<Slice> = Slice extends ConfigSlice<infer Shape> ? z.output<z.ZodObject<Shape>> : never;

/** The parsed settings of the whole house. */
export class Config {
  constructor(private readonly values: ReadonlyMap<string, Record<string, unknown>>) {}

  get<Slice extends ConfigSlice>(slice: Slice): Parsed<Slice> {
    const values = this.values.get(slice.name);
    if (!values) throw new Error(`The settings of "${slice.name}" were declared after they were parsed.`);
    return values as Parsed<Slice>;
  }

  /** Demo mode: one-click sign-in, time travel, the built-in mailbox. */
  get demo(): boolean {
    const { DEMO, DATABASE_URL } = this.get(kernelConfig);
    return DEMO === '' ? DATABASE_URL === undefined : DEMO === 'on';
  }

  /** The address under which people reach the product, without a slash at the end. */
  get publicUrl(): string {
    const { PUBLIC_URL, PORT } = this.get(kernelConfig);
    return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
  }
}

/** Thrown with every wrong setting at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`These settings are wrong:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];

/** Parses all declared slices; throws one `ConfigError` with all problems. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: string[] = [];
  const values = new Map<string, Record<string, unknown>>();
  for (const slice of slices.values()) {
    const result = z.object(slice.shape).safeParse(environment);
    if (result.success) values.set(slice.name, result.data);
    else
      problems.push(
        ...result.error.issues.map((issue) => {
          const key = String(issue.path[0]);
          const about = (slice.shape[key] as z.ZodType | undefined)?.description ?? '';
          return `${key}: ${issue.message}. ${about}`;
        }),
      );
  }
  const given = OIDC.filter((key) => environment[key]);
  if (given.length > 0 && given.length < OIDC.length) {
    const missing = OIDC.filter((key) => !given.includes(key));
    problems.push(
      `${missing.join(', ')}: missing. Single sign-on needs ${OIDC.join(', ')}: give all three, or none.`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return new Config(values);
}

/** The text of `.env.example`: every setting with its sentence and default. */
export function environmentExample(): string {
  const lines = ['# Every setting of Vaardig. Copy to .env what you want to change; all have a default.', ''];
  const order = (name: string): string => (name === 'kernel' ? '' : name);
  for (const slice of [...slices.values()].sort((a, b) => order(a.name).localeCompare(order(b.name)))) {
    lines.push(`# --- ${slice.name}`);
    for (const [key, schema] of Object.entries(slice.shape)) {
      const fallback = (schema as z.ZodType).safeParse(undefined);
      const value = fallback.success ? ((fallback.data as string | number | undefined) ?? '') : '';
      lines.push(`# ${(schema as z.ZodType).description}`, `#${key}=${value}`, '');
    }
  }
  return lines.join('\n');
}
