import { type z } from 'zod';
import { invalidInput, type InputError, Problem } from '../problem.js';

export type FormErrors = Readonly<Record<string, string>>;

export type ParsedForm<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FormErrors; readonly input: Readonly<Record<string, unknown>> };

/** An uploaded file as it arrives in a form's body. */
export interface UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/**
 * Parses an HTML form with the schema that the API uses too. On failure gives one message key per field (dotted path)
 * and the input as typed, so that the form comes back as it was left.
 */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): ParsedForm<z.output<Schema>> {
  const input = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = issue.path.join('.') || '_form';
    errors[field] ??= messageKey(issue);
  }
  return { ok: false, errors, input };
}

/** What a use case's refusal says of the form's fields, as `parseForm` says it; any other error is thrown again. */
export function fieldErrors(error: unknown): FormErrors {
  if (!(error instanceof Problem) || error.errors.length === 0) throw error;
  return Object.fromEntries(error.errors.map(({ pointer, message }) => [pointer.slice(1), message]));
}

/** Turns a schema's issues into 422 with JSON pointers. */
export function invalidFrom(issues: readonly z.core.$ZodIssue[]): Error {
  return invalidInput(
    issues.map((issue): InputError => ({
      pointer: `/${issue.path.map((part) => String(part).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`,
      message: messageKey(issue),
    })),
  );
}

/** A schema may name its own message key (`lib.some_key`); everything else gets one of the kernel's sentences. */
function messageKey(issue: z.core.$ZodIssue): string {
  if (/^[a-z-]+\.[a-z0-9_]+$/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return 'kernel.field_required';
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'kernel.field_required'
        : 'kernel.field_too_small';
    case 'too_big':
      return 'kernel.field_too_big';
    case 'invalid_format':
      return `kernel.field_${['email', 'url', 'uuid', 'date'].includes(issue.format) ? issue.format : 'format'}`;
    case 'invalid_value':
      return 'kernel.field_choice';
    case 'unrecognized_keys':
      return 'kernel.field_unknown';
    default:
      return 'kernel.field_wrong';
  }
}
