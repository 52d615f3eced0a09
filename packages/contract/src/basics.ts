import { type Static, type TSchema, Type } from 'typebox';

export const Id = Type.String({ format: 'uuid', description: 'UUIDv7', examples: ['0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01'] });
export const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC', examples: ['2026-03-14T09:26:53.000Z'] });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A calendar day', examples: ['2026-03-14'] });
export const E164 = Type.String({ description: 'Phone number, E.164', examples: ['+79161234567'] });
/** A decimal number as text, so that no cent is lost on the way. */
export const Money = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$', description: 'Decimal as a string', examples: ['10.34'] });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const OneOf = <T extends string[]>(...values: T): Type.TEnum<T> => Type.Enum<T>(values); // a mutable tuple: of a readonly one Enum keeps only `string`

/** The envelope of every list. */
export const ListOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()) });
/** A list that also says how long it is: exact to 10,000, then "10000+". */
export const CountedListOf = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: Nullable(Type.String()),
    total: Type.Union([Type.Integer(), Type.Literal('10000+')]),
  });

export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 500 })),
});

export const IdParams = Type.Object({ id: Id });

/** A person, as much of them as another record shows. */
export const PersonRef = Type.Object({ id: Id, name: Type.String() });
export type PersonRef = Static<typeof PersonRef>;
