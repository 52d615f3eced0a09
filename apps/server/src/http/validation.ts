import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Format } from 'typebox/format';
import { Value } from 'typebox/value';

// A sixty-first second is RFC 3339, but no moment for a clock of milliseconds.
Format.Set('date-time', (text) => Format.IsDateTime(text) && !Number.isNaN(Date.parse(text)));

/**
 * Validates with TypeBox. Query strings and path parameters arrive as text and are converted; bodies are taken as they are:
 * `"5"` is not 5, and nothing is silently dropped from what a program sent.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const isText = httpPart !== 'body';
  return (input: unknown) => {
    const value = isText ? Value.Default(schema, Value.Convert(schema, input)) : input;
    const faults = validator.Check(value) ? nulFaults(value, '') : validator.Errors(value).slice(0, 20);
    if (faults.length === 0) return { value };
    return { error: Object.assign(new Error('invalid'), { validation: faults, validationContext: httpPart }) };
  };
};

/** PostgreSQL keeps every character but U+0000. */
function nulFaults(value: unknown, path: string): { instancePath: string; params: object; message: string }[] {
  if (typeof value === 'string') {
    return value.includes('\0') ? [{ instancePath: path, params: {}, message: 'must not contain the character U+0000' }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...nulFaults(name, path),
    ...nulFaults(inner, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  ]);
}
