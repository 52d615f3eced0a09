import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

/**
 * Validates with TypeBox. Query strings and path parameters arrive as text and are converted; bodies are taken as they are:
 * `"5"` is not 5, and nothing is silently dropped from what a program sent.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const isText = httpPart !== 'body';
  return (input: unknown) => {
    const value = isText ? Value.Default(schema, Value.Convert(schema, input)) : input;
    if (validator.Check(value)) return { value };
    const faults = validator.Errors(value).slice(0, 20);
    return { error: Object.assign(new Error('invalid'), { validation: faults, validationContext: httpPart }) };
  };
};
