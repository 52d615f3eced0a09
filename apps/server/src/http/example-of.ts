/** A JSON schema, as much of it as our own schemas use. */
export type Schema = { [keyword: string]: unknown };

/** A value that the schema allows: its first example, or one made of the examples of its parts. */
export function exampleOf(schema: Schema): unknown {
  if ('example' in schema) return schema['example'];
  if (Array.isArray(schema['examples'])) return schema['examples'][0];
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  if (Array.isArray(schema['anyOf'])) return exampleOf(schema['anyOf'][0] as Schema); // a schema holds schemas
  if ('default' in schema) return schema['default'];
  return exampleOfType(schema);
}

function exampleOfType(schema: Schema): unknown {
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(([name, part]) => [name, exampleOf(part)]), // by JSON Schema
      );
    case 'array':
      return schema['items'] === undefined ? [] : [exampleOf(schema['items'] as Schema)]; // by JSON Schema
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    default:
      return null;
  }
}
