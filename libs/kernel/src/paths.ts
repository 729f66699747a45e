const table = new Map<string, string>();

type Parameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameters<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type PathBuilder<Path extends string> = [Parameters<Path>] extends [never]
  ? (params?: Record<never, never>, query?: Query) => string
  : (params: Readonly<Record<Parameters<Path>, string | number>>, query?: Query) => string;

/** Declares a lib's URLs once; controllers, presenters, templates and specs all build from here. */
export function definePaths<const Table extends Readonly<Record<string, string>>>(
  lib: string,
  paths: Table,
): { readonly [Key in keyof Table]: PathBuilder<Table[Key]> } {
  const builders: Record<string, unknown> = {};
  for (const [name, pattern] of Object.entries(paths)) {
    table.set(`${lib}.${name}`, pattern);
    builders[name] = (params: Record<string, string | number> = {}, query: Query = {}) => fill(pattern, params, query);
  }
  return builders as { readonly [Key in keyof Table]: PathBuilder<Table[Key]> };
}

/** The URL of a declared path by name, for templates: `{{path 'licences.show' id=x}}`. Unknown names throw. */
export function pathOf(name: string, params: Record<string, unknown> = {}): string {
  const pattern = table.get(name);
  if (pattern === undefined) throw new Error(`There is no path "${name}".`);
  const own: Record<string, string | number> = {};
  const query: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    if (new RegExp(`:${key}(?=/|$)`).test(pattern)) own[key] = value as string | number;
    else query[key] = String(value as string | number | boolean);
  }
  return fill(pattern, own, query);
}

function fill(pattern: string, params: Record<string, string | number>, query: Query): string {
  const path = pattern.replace(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined) throw new Error(`The path ${pattern} needs "${key}".`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
