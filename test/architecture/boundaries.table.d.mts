export const MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
export const PURE: readonly string[];
export function boundariesAsMarkdown(): string;
