/** The code of an error of Node itself ('ENOENT', 'Z_DATA_ERROR'), or undefined for any other. */
export const errorCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
