import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { invalidFrom, notFound } from '#kernel';

/** Parses what a route takes with the schema that Nest's decorators carry; the API document reads the same schemas. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { schema } = metadata as ArgumentMetadata & { schema?: unknown };
    if (!(schema instanceof z.ZodType)) return value;
    const result = schema.safeParse(value ?? (metadata.type === 'body' ? {} : value));
    if (result.success) return result.data;
    // A broken id in the path is simply a thing that doesn't exist.
    if (metadata.type === 'param') throw notFound('page');
    throw invalidFrom(result.error.issues);
  }
}
