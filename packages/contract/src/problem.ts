import { type Static, Type } from 'typebox';

/** Every error code with its HTTP status: the closed list. */
export const ERROR_STATUS = {
  invalid: 422,
  'bad-request': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'wrong-origin': 403,
  'setup-closed': 403,
  'not-found': 404,
  conflict: 409,
  'email-taken': 409,
  'extension-taken': 409,
  'user-has-extension': 409,
  'number-taken': 409,
  'already-listed': 409,
  'already-taken': 409,
  'already-claimed': 409,
  'last-administrator': 409,
  'no-extension': 409,
  'no-mobile': 409,
  'not-connected': 409,
  'browser-phone-off': 409,
  'domain-not-allowed': 409,
  'already-dialling': 409,
  'other-url-registered': 409,
  'idempotency-mismatch': 409,
  'too-large': 413,
  'unsupported-media': 415,
  'bad-number': 422,
  'own-number': 422,
  'keys-refused': 422,
  'too-many-requests': 429,
  'provider-limit': 429,
  internal: 500,
  'provider-refused': 502,
  'provider-unavailable': 502,
  'database-unavailable': 503,
  'unknown-outcome': 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** RFC 9457 problem details. */
export const Problem = Type.Object(
  {
    type: Type.String({ examples: ['about:blank'] }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(Object.keys(ERROR_STATUS) as ErrorCode[]), // Object.keys forgets which keys these are
    detail: Type.String(),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String({ examples: ['/phones/0/number'] }), detail: Type.String() })),
    ),
    url: Type.Optional(Type.String({ description: 'With `other-url-registered`: the address the provider calls now' })),
    host: Type.Optional(Type.String({ description: 'With `domain-not-allowed`: the host the provider does not know yet' })),
    callId: Type.Optional(
      Type.String({
        description:
          'With `already-dialling` and `unknown-outcome`: the call that is being placed; of a refused one the call that is not',
      }),
    ),
    until: Type.Optional(
      Type.String({ description: 'With `already-dialling`: when the lock ends, if the PBX does not dial before' }),
    ),
    reason: Type.Optional(
      Type.String({ description: 'With `forbidden` of a call: `free-dialling` or `others-client`', examples: ['others-client'] }),
    ),
    providerMessage: Type.Optional(Type.String({ description: 'With `provider-refused` of a call: the provider’s own words' })),
    retryAfterSeconds: Type.Optional(Type.Integer({ description: 'With `provider-limit`: how long to wait' })),
  },
  { title: 'Problem' },
);
export type Problem = Static<typeof Problem>;
