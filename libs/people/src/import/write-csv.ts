/**
 * One CSV cell that no spreadsheet takes for a formula: text that opens with = + - @, a tab or a line break gets an
 * apostrophe in front (OWASP, "CSV injection"). Plain numbers and dates stay as they are.
 */
export function safeCell(text: string): string {
  const harmless = /^[-+]?[\d.,]+$/.test(text);
  const guarded = !harmless && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

/** A CSV as a Dutch Excel opens it with a double click: byte order mark, semicolons, CRLF. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => cells.map(safeCell).join(';')).join('\r\n')}\r\n`;
}
