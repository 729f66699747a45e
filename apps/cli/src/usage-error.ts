/** Thrown for what the person at the terminal can mend: printed with the command's help, exit code 2. */
export class UsageError extends Error {}
