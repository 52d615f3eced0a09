import { type Static, Type } from 'typebox';
import { Time } from './basics.ts';

export const HostName = Type.String({
  maxLength: 253,
  pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$',
  examples: ['crm.example.com'],
});

export const BrowserPhoneQuery = Type.Object({
  host: Type.Optional({ ...HostName, description: 'The host of the page it shall run in; left out: the public address' }),
});

/** What a page needs to start the provider's phone for my own extension (3.11). */
export const BrowserPhone = Type.Object(
  {
    login: Type.String({ examples: ['1234-100'], description: 'The full login of my extension' }),
    key: Type.String({ description: 'Starts the phone of this extension and no other; not the secret of the account' }),
    expiresAt: Time,
    scripts: Type.Array(Type.String(), { description: 'The provider’s scripts, each to be loaded when the one before has run' }),
  },
  { title: 'BrowserPhone' },
);
export type BrowserPhone = Static<typeof BrowserPhone>;

/** On which hosts the provider lets the phone run. */
export const BrowserPhoneHosts = Type.Object(
  { ours: HostName, allowed: Type.Boolean({ description: 'Ours is among them' }), hosts: Type.Array(Type.String()) },
  { title: 'BrowserPhoneHosts' },
);
export type BrowserPhoneHosts = Static<typeof BrowserPhoneHosts>;

export const BrowserPhoneHostAdd = Type.Object({ host: HostName });
export type BrowserPhoneHostAdd = Static<typeof BrowserPhoneHostAdd>;
