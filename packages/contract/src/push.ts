import { type Static, Type } from 'typebox';
import { Id } from './basics.ts';

const Key = (min: number, max: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${min},${max}}={0,2}$` });

export const PushKey = Type.Object({ publicKey: Type.String({ description: 'P-256, base64url' }) });
export type PushKey = Static<typeof PushKey>;
/** What `PushSubscription.toJSON()` gives. */
export const PushSubscriptionCreate = Type.Object({
  endpoint: Type.String({ maxLength: 2000 }),
  keys: Type.Object({ p256dh: Key(86, 88), auth: Key(16, 32) }),
});
export type PushSubscriptionCreate = Static<typeof PushSubscriptionCreate>;
export const PushSubscribed = Type.Object({ id: Id });
export type PushSubscribed = Static<typeof PushSubscribed>;
