/** The parameter names in a URL pattern: '/licences/:id/card' has `id`. */
type ParamsOf<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

type Printable = string | number;
type Query = Readonly<Record<string, Printable | boolean | null | undefined>>;
type PathOf<Pattern extends string> = [ParamsOf<Pattern>] extends [never]
  ? (query?: Query) => string
  : (args: Record<ParamsOf<Pattern>, Printable> & Query) => string;
export type Paths<Patterns extends Readonly<Record<string, string>>> = {
  readonly [Name in keyof Patterns]: PathOf<Patterns[Name]>;
};

/** Every pattern by its full name, for the `{{path}}` helper: 'licences.show' -> '/licences/:id'. */
const patterns = new Map<string, string>();

/**
 * Declares the URLs of a lib once. Gives typed functions for code, and the same names to the `{{path}}` helper.
 * Names that are not in the pattern become the query; empty ones (null, undefined, '', false) are left out.
 */
export function definePaths<const Patterns extends Readonly<Record<string, string>>>(
  lib: string,
  table: Patterns,
): Paths<Patterns> {
  const out: Record<string, unknown> = {};
  for (const [name, pattern] of Object.entries(table)) {
    const full = `${lib}.${name}`;
    const known = patterns.get(full);
    if (known !== undefined && known !== pattern) throw new Error(`path "${full}" is declared twice`);
    patterns.set(full, pattern);
    out[name] = (args: Query = {}) => fill(full, pattern, args);
  }
  return out as Paths<Patterns>;
}

export const hasPath = (name: string): boolean => patterns.has(name);

/** The URL of a declared path by its full name. Throws on an unknown name or a missing parameter. */
export function pathTo(name: string, args: Query = {}): string {
  const pattern = patterns.get(name);
  if (pattern === undefined) throw new Error(`no path is declared under the name "${name}"`);
  return fill(name, pattern, args);
}

function fill(name: string, pattern: string, args: Query): string {
  const used = new Set<string>();
  const path = pattern.replace(/:([a-zA-Z]+)/g, (_, param: string) => {
    const value = args[param];
    if (value === undefined || value === null || value === '')
      throw new Error(`path "${name}" needs "${param}"`);
    used.add(param);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(args)) {
    const isEmpty = value === undefined || value === null || value === '' || value === false;
    if (!used.has(key) && !isEmpty) query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
