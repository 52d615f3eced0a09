import { FeaturesPatch } from '@carillon/contract';

const RETURN_TIMEOUT = '/features/routeToResponsible/returnTimeoutSeconds';

type Schema = {
  type?: string;
  enum?: readonly unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  anyOf?: readonly Schema[];
  properties?: Record<string, Schema>;
};

/**
 * What the option at this pointer may be, in words, read from the contract itself: a new option needs no line here.
 * `undefined` where there is no such option.
 */
export function allowedValues(pointer: string): string | undefined {
  if (pointer === RETURN_TIMEOUT) return 'must be 0 (rings for ever) or a whole number from 3 to 120 seconds'; // 7.2: a gap no schema tells
  const schema = optionAt(pointer);
  const words = schema && inWords(schema);
  return words === undefined ? undefined : `must be ${words}`;
}

/** Whether the contract knows an option, or a group of them, at this pointer. */
export function isOption(pointer: string): boolean {
  return optionAt(pointer) !== undefined;
}

function optionAt(pointer: string): Schema | undefined {
  const [, root, ...names] = pointer.split('/');
  if (root !== 'features') return undefined;
  const whole: Schema = FeaturesPatch; // a TypeBox schema is a plain JSON schema
  return names.reduce<Schema | undefined>((schema, name) => own(schema?.properties, name), whole);
}

function own(properties: Schema['properties'], name: string): Schema | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function inWords({ type, enum: values, format, minimum, maximum, maxLength, anyOf }: Schema): string | undefined {
  if (anyOf) return anyOf.map(inWords).join(', or ');
  if (values) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`;
  if (type === 'null') return 'null';
  if (type === 'object') return 'an object';
  if (type === 'boolean') return 'true or false';
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (format === 'uuid') return 'an id';
  if (type === 'string') return `a text of 1 to ${maxLength} characters`;
  return undefined;
}
