/**
 * One line of a CSV file for Excel: semicolons between, quotes around every cell, CRLF at the end. A cell that Excel would
 * run as a formula (= + - @, tab, carriage return in front; OWASP, CSV injection) gets an apostrophe before it.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(';')}\r\n`;
}

/** Makes Excel read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
