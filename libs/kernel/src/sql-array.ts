type Plain = string | number | boolean | null | undefined;

/**
 * One column of a list as a PostgreSQL array literal, for `unnest`. The driver's own conversion looks at every
 * element several times; for a whole company that costs more than reading the file does.
 */
export function column<T>(list: readonly T[], valueOf: (item: T) => Plain): string {
  let text = '{';
  for (const item of list) text += `${text.length === 1 ? '' : ','}${element(valueOf(item))}`;
  return `${text}}`;
}

function element(value: Plain): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value !== 'string') return String(value);
  const isPlain = !value.includes('"') && !value.includes('\\');
  return isPlain ? `"${value}"` : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
