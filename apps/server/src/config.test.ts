import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';

describe('the configuration', () => {
  test('needs no variable at all', () => {
    expect(read({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      publicUrl: 'http://127.0.0.1:3000',
      country: 'RU',
      trustedProxies: [],
      recordings: { kind: 'file', directory: resolve('data/recordings') },
      logLevel: 'info',
    });
  });

  test('takes an empty variable for an unset one', () => {
    const names = ['PORT', 'HOST', 'DATABASE_URL', 'CARILLON_DATA_DIR', 'CARILLON_SECRET', 'CARILLON_ADMIN_EMAIL', 'LOG_LEVEL'];
    expect(read(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(read({}));
  });

  test('takes the address of a database behind a socket, with and without a login', () => {
    for (const DATABASE_URL of ['postgres://carl:pw@/crm?host=/var/run/postgresql', 'postgresql:///crm?host=/var/run/postgresql'])
      expect(read({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  test('tells every fault at once, by the name of its variable', () => {
    const wrong = {
      PORT: '70000',
      HOST: 'a b',
      DATABASE_URL: 'mysql://x',
      CARILLON_SECRET: 'short',
      CARILLON_PUBLIC_URL: 'crm.example.com',
      CARILLON_BASE_DOMAIN: 'https://example.com',
      CARILLON_ADMIN_EMAIL: 'nobody',
      CARILLON_ADMIN_PASSWORD: 'short',
      CARILLON_BOOTSTRAP_TOKEN: 'short',
      CARILLON_COUNTRY: 'QQQ',
      CARILLON_TRUSTED_PROXIES: '10.0.0.0/8, 10.0.0.0/33, proxy',
      CARILLON_RECORDINGS: 'ftp://x',
      CARILLON_SMTP_URL: 'http://x',
      ZADARMA_API_URL: 'ftp://x',
      LOG_LEVEL: 'loud',
    };
    const result = readConfig(wrong);
    expect(result.ok ? [] : result.faults.map(({ name }) => name).toSorted()).toEqual(Object.keys(wrong).toSorted());
    expect(result).toMatchObject({
      faults: expect.arrayContaining([
        { name: 'CARILLON_TRUSTED_PROXIES', detail: expect.stringContaining('10.0.0.0/33, proxy') },
      ]),
    });
  });

  test('never repeats a secret in a fault', () => {
    expect(JSON.stringify(readConfig({ CARILLON_SECRET: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@x' }))).not.toContain(
      'hunter2',
    );
  });

  test.each<[given: string, env: Record<string, string>, expected: Partial<Config>]>([
    ['the public URL follows host and port', { HOST: '::1', PORT: '8080' }, { publicUrl: 'http://[::1]:8080' }],
    [
      'a public URL loses its last slash',
      { CARILLON_PUBLIC_URL: 'https://crm.example.com/' },
      { publicUrl: 'https://crm.example.com' },
    ],
    ['a country in small letters', { CARILLON_COUNTRY: 'kz' }, { country: 'KZ' }],
    ['a domain in capital letters', { CARILLON_BASE_DOMAIN: 'CRM.Example.com' }, { baseDomain: 'crm.example.com' }],
    [
      'an address is a range of one',
      { CARILLON_TRUSTED_PROXIES: '127.0.0.1,fd00::/8' },
      {
        trustedProxies: [
          { text: '127.0.0.1/32', address: '127.0.0.1', prefix: 32, family: 'ipv4' },
          { text: 'fd00::/8', address: 'fd00::', prefix: 8, family: 'ipv6' },
        ],
      },
    ],
    [
      'recordings follow the data directory',
      { CARILLON_DATA_DIR: '/srv/crm' },
      { dataDir: '/srv/crm', recordings: { kind: 'file', directory: '/srv/crm/recordings' } },
    ],
    [
      'recordings in a folder of their own',
      { CARILLON_RECORDINGS: 'file:///srv/audio' },
      { recordings: { kind: 'file', directory: '/srv/audio' } },
    ],
    [
      'recordings in S3',
      { CARILLON_RECORDINGS: 's3://key:se%2Fcret@bucket/calls/?endpoint=https://s3.example.com&region=ru-1' },
      {
        recordings: {
          kind: 's3',
          bucket: 'bucket',
          prefix: 'calls',
          endpoint: 'https://s3.example.com',
          region: 'ru-1',
          credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
        },
      },
    ],
  ])('%s', (_given, env, expected) => {
    expect(read(env)).toMatchObject(expected);
  });

  test.each(['CARILLON_ADMIN_EMAIL', 'CARILLON_ADMIN_PASSWORD'])('2.9 %s alone is half an administrator', (name) => {
    const other = name.endsWith('EMAIL') ? 'CARILLON_ADMIN_PASSWORD' : 'CARILLON_ADMIN_EMAIL';
    expect(readConfig({ [name]: 'admin@example.com' })).toEqual({
      ok: false,
      faults: [{ name: other, detail: `is needed together with ${name}` }],
    });
  });
});

function read(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}
