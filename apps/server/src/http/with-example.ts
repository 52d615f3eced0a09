import type { TSchema } from 'typebox';

/** The same schema with an example for the API's description. */
export const withExample = <T extends TSchema>(schema: T, example: unknown): T => ({ ...schema, examples: [example] });
