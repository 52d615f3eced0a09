import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** What the operator decides, checked and typed. `secret` is undefined when it is to be generated. */
export type Config = {
  port: number;
  host: string;
  /** Undefined: the embedded server in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  secret: string | undefined;
  /** Without a slash at its end. */
  publicUrl: string;
  baseDomain: string | undefined;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  bootstrapToken: string | undefined;
  /** ISO 3166, two capital letters. */
  country: string;
  trustedProxies: readonly Cidr[];
  recordings: RecordingsPlace;
  smtpUrl: string | undefined;
  metricsToken: string | undefined;
  zadarmaApiUrl: string | undefined;
  logLevel: LogLevel;
};

/** A range of addresses; `text` is `address/prefix`. */
type Cidr = { text: string; address: string; prefix: number; family: 'ipv4' | 'ipv6' };

export type RecordingsPlace =
  | { kind: 'file'; directory: string }
  | {
      kind: 's3';
      bucket: string;
      /** Without slashes at its ends; may be empty. */
      prefix: string;
      endpoint: string | undefined;
      region: string;
      credentials: S3Credentials | undefined;
    };
type S3Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

export type ConfigFault = { name: string; detail: string };
export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };

type Parsed<T> = { value: T } | { fault: string };

const SECRET_LENGTH_MIN = 32;

/** The configuration that these environment variables tell, or every fault in them at once. Empty means unset. Pure but for the working directory. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const faults: ConfigFault[] = [];
  /** @returns `fallback` for an unset variable, and (with a fault noted) for a wrong one. */
  const read = <T>(name: string, fallback: T, parse: (text: string) => Parsed<T>): T => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return fallback;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    faults.push({ name, detail: parsed.fault });
    return fallback;
  };
  const config = readAll(read);
  if ((config.adminEmail === undefined) !== (config.adminPassword === undefined)) {
    const [name, other] = ['CARILLON_ADMIN_EMAIL', 'CARILLON_ADMIN_PASSWORD'].toSorted(
      (a, b) => (env[a] ? 1 : 0) - (env[b] ? 1 : 0),
    );
    const noted = faults.some((fault) => fault.name === name || fault.name === other);
    if (!noted) faults.push({ name: name ?? '', detail: `is needed together with ${other}` });
  }
  const { place, fault } = withUsualCredentials(config.recordings, env);
  if (fault !== undefined) faults.push({ name: 'CARILLON_RECORDINGS', detail: fault });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config: { ...config, recordings: place } };
}

/** Where the address of the S3 bucket names no keys, the variables that every S3 program knows do. */
function withUsualCredentials(
  place: RecordingsPlace,
  env: Readonly<Record<string, string | undefined>>,
): { place: RecordingsPlace; fault?: string } {
  if (place.kind === 'file' || place.credentials) return { place };
  const [accessKeyId, secretAccessKey, sessionToken] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
    (name) => env[name]?.trim() ?? '',
  );
  if (!accessKeyId || !secretAccessKey) return { place, fault: 'needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY' };
  return { place: { ...place, credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } } };
}

function readAll(read: <T>(name: string, fallback: T, parse: (text: string) => Parsed<T>) => T): Config {
  const port = read('PORT', 3000, wholeNumberTo(65_535));
  const host = read('HOST', '127.0.0.1', hostName);
  const dataDir = read('CARILLON_DATA_DIR', resolve('data'), (text) => ({ value: resolve(text) }));
  const optional = (name: string, parse: (text: string) => Parsed<string>) => read<string | undefined>(name, undefined, parse);
  return {
    port,
    host,
    databaseUrl: optional('DATABASE_URL', urlOf('postgres:', 'postgresql:')),
    dataDir,
    secret: optional('CARILLON_SECRET', atLeast(SECRET_LENGTH_MIN)),
    publicUrl: read('CARILLON_PUBLIC_URL', `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`, baseUrl),
    baseDomain: optional('CARILLON_BASE_DOMAIN', domain),
    adminEmail: optional('CARILLON_ADMIN_EMAIL', email),
    adminPassword: optional('CARILLON_ADMIN_PASSWORD', atLeast(8)),
    bootstrapToken: optional('CARILLON_BOOTSTRAP_TOKEN', atLeast(SECRET_LENGTH_MIN)),
    country: read('CARILLON_COUNTRY', 'RU', country),
    trustedProxies: read<readonly Cidr[]>('CARILLON_TRUSTED_PROXIES', [], cidrs),
    recordings: read<RecordingsPlace>(
      'CARILLON_RECORDINGS',
      { kind: 'file', directory: resolve(dataDir, 'recordings') },
      (text) =>
        recordings(
          text,
          read<string | undefined>('AWS_REGION', undefined, (region) => ({ value: region })),
        ),
    ),
    smtpUrl: optional('CARILLON_SMTP_URL', urlOf('smtp:', 'smtps:')),
    metricsToken: optional('CARILLON_METRICS_TOKEN', (text) => ({ value: text })),
    zadarmaApiUrl: optional('ZADARMA_API_URL', baseUrl),
    logLevel: read<LogLevel>('LOG_LEVEL', 'info', logLevel),
  };
}

function wholeNumberTo(max: number): (text: string) => Parsed<number> {
  return (text) =>
    /^\d{1,9}$/.test(text) && Number(text) <= max
      ? { value: Number(text) }
      : { fault: `must be a whole number from 0 to ${max}` };
}

function atLeast(length: number): (text: string) => Parsed<string> {
  return (text) => (text.length >= length ? { value: text } : { fault: `must have at least ${length} characters` });
}

function hostName(text: string): Parsed<string> {
  return isIP(text) || /^[a-z0-9.-]+$/i.test(text)
    ? { value: text }
    : { fault: 'must be an address or a host name to listen on' };
}

function urlOf(...protocols: string[]): (text: string) => Parsed<string> {
  return (text) => {
    const url = parseUrl(text.replace('@/', '@localhost/')); // `postgres://login@/name?host=/folder`: a socket needs no host
    return url && protocols.includes(url.protocol)
      ? { value: text }
      : { fault: `must be a URL that begins with ${protocols.join('// or ')}//` };
  };
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function baseUrl(text: string): Parsed<string> {
  const url = parseUrl(text);
  const fits = url && ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.hash === '';
  return fits
    ? { value: text.replace(/\/+$/, '') }
    : { fault: 'must be a URL that begins with http:// or https://, without ? and #' };
}

function domain(text: string): Parsed<string> {
  const fits = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*(:\d{1,5})?$/i.test(
    text,
  );
  return fits ? { value: text.toLowerCase() } : { fault: 'must be a domain name such as crm.example.com' };
}

function email(text: string): Parsed<string> {
  return /^[^\s@]+@[^\s@]+$/.test(text) ? { value: text } : { fault: 'must be an e-mail address' };
}

function country(text: string): Parsed<string> {
  const code = text.toUpperCase();
  const known =
    /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined;
  return known ? { value: code } : { fault: 'must be a country code of two letters, such as RU' };
}

function cidrs(text: string): Parsed<readonly Cidr[]> {
  const parsed = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part) => ({ part, cidr: cidr(part) }));
  const wrong = parsed.filter((each) => !each.cidr).map(({ part }) => part);
  if (wrong.length > 0) return { fault: `must be addresses or ranges such as 10.0.0.0/8; not understood: ${wrong.join(', ')}` };
  return { value: parsed.flatMap((each) => (each.cidr ? [each.cidr] : [])) };
}

function cidr(text: string): Cidr | undefined {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const max = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? max : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (version === 0 || rest.length > 0 || !(prefix <= max)) return undefined;
  return { text: `${address}/${prefix}`, address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function recordings(text: string, usualRegion: string | undefined): Parsed<RecordingsPlace> {
  if (text.startsWith('file:')) {
    const path = text.replace(/^file:(\/\/(?=\/))?/, '');
    return path === '' ? { fault: 'must name a folder: file:/path' } : { value: { kind: 'file', directory: resolve(path) } };
  }
  const url = parseUrl(text);
  if (url?.protocol !== 's3:' || url.hostname === '')
    return { fault: 'must be file:/path or s3://bucket/prefix?endpoint=https://…' };
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !parseUrl(endpoint)) return { fault: 'has an endpoint that is no URL' };
  return {
    value: {
      kind: 's3',
      bucket: url.hostname,
      prefix: url.pathname.replace(/^\/+|\/+$/g, ''),
      endpoint,
      region: url.searchParams.get('region') ?? usualRegion ?? 'us-east-1',
      credentials: url.username
        ? { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) }
        : undefined,
    },
  };
}

function logLevel(text: string): Parsed<LogLevel> {
  const level = LOG_LEVELS.find((each) => each === text.toLowerCase());
  return level ? { value: level } : { fault: `must be one of ${LOG_LEVELS.join(', ')}` };
}
