import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type Config, readConfig } from '../config.ts';
import { findBinaries } from '../db/binaries.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { databaseUser } from '../db/run-as.ts';
import { withDatabase } from '../db/with-database.ts';
import { openMailServer } from '../notices/mail-server.ts';
import { type Command, type CommandContext, EXIT } from './command.ts';

type Finding = { state: 'ok' | 'warn' | 'FAIL'; about: string; detail: string };

/** Says what is right and what is wrong with this installation, each with what to do about it. Changes nothing. */
export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Check this installation and say what is wrong with it.',
  run: async (_words, context) => {
    let failed = false;
    for await (const { state, about, detail } of examine(context)) {
      context.say(`${state.padEnd(4)}  ${about}: ${detail}`);
      if (state === 'FAIL') failed = true;
    }
    return failed ? EXIT.failed : EXIT.ok;
  },
};

async function* examine(context: CommandContext): AsyncGenerator<Finding> {
  yield nodeVersion();
  const result = readConfig(context.env);
  if (!result.ok) {
    for (const { name, detail } of result.faults) yield { state: 'FAIL', about: 'configuration', detail: `${name} ${detail}` };
    return;
  }
  const { config } = result;
  yield { state: 'ok', about: 'configuration', detail: 'every variable is understood' };
  yield await dataDirectory(config);
  if (config.databaseUrl === undefined) yield embeddedPrograms(config);
  yield* await database(config, context);
  if (config.smtpUrl !== undefined) yield await mailServer(config.smtpUrl, config);
  yield publicUrl(config);
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    state: enough ? 'ok' : 'FAIL',
    about: 'Node.js',
    detail: `${process.versions.node}${enough ? '' : '; 20.19 or newer is needed'}`,
  };
}

async function dataDirectory({ dataDir }: Config): Promise<Finding> {
  const about = 'data directory';
  const probe = join(dataDir, `.doctor-${process.pid}`);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    await writeFile(probe, '');
    await rm(probe);
    return { state: 'ok', about, detail: dataDir };
  } catch (error) {
    return { state: 'FAIL', about, detail: `${dataDir} can't be written: ${messageOf(error)}` };
  }
}

function embeddedPrograms({ dataDir }: Config): Finding {
  const about = 'embedded PostgreSQL';
  try {
    return { state: 'ok', about, detail: findBinaries({ beside: dataDir, user: databaseUser(join(dataDir, 'db')) }).version };
  } catch (error) {
    return { state: 'FAIL', about, detail: messageOf(error) };
  }
}

async function database(config: Config, { log }: CommandContext): Promise<Finding[]> {
  const about = 'database';
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'db'))) {
    return [{ state: 'ok', about, detail: 'not made yet: "carillon start" makes it' }];
  }
  try {
    return await withDatabase({ config, log, upToDate: false }, async ({ pool, owner }) => [
      await schema(owner),
      ...(await login(pool)),
    ]);
  } catch (error) {
    return [{ state: 'FAIL', about, detail: `can't be reached: ${messageOf(error)}` }];
  }
}

async function schema(owner: Pool): Promise<Finding> {
  const pending = await pendingMigrations(owner);
  return pending.length === 0
    ? { state: 'ok', about: 'database', detail: 'reachable and up to date' }
    : { state: 'warn', about: 'database', detail: `reachable; the next start will apply ${pending.join(', ')}` };
}

type Login = { superuser: boolean; unguarded: boolean };

async function login(pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<Login>(`
    select (rolsuper or rolbypassrls) as superuser,
      exists (select from pg_class where oid = to_regclass('users') and not relrowsecurity) as unguarded
    from pg_roles where rolname = current_user`);
  const findings: Finding[] = [];
  if (rows[0]?.superuser) {
    findings.push({
      state: 'warn',
      about: 'database login',
      detail: 'is a superuser, whom row-level security does not bind: give Carillon a plain login',
    });
  }
  if (rows[0]?.unguarded) {
    const detail =
      'row-level security is off, because this login may not create roles: companies are kept apart by the queries alone';
    findings.push({ state: 'warn', about: 'database login', detail });
  }
  return findings;
}

async function mailServer(smtpUrl: string, { publicUrl: url }: Config): Promise<Finding> {
  const about = 'mail server';
  try {
    const { check, from } = openMailServer(smtpUrl, url);
    await check();
    return { state: 'ok', about, detail: `lets us in; letters come from ${from}` };
  } catch (error) {
    return { state: 'FAIL', about, detail: `CARILLON_SMTP_URL does not work: ${messageOf(error)}` };
  }
}

function publicUrl({ publicUrl: url }: Config): Finding {
  const about = 'public URL';
  const { hostname, protocol } = new URL(url);
  if (hostname === 'localhost' || isPrivate(hostname.replace(/^\[|\]$/g, ''))) {
    return {
      state: 'warn',
      about,
      detail: `${url} can't be reached by the PBX: set CARILLON_PUBLIC_URL to the address it should call`,
    };
  }
  if (protocol === 'http:')
    return { state: 'warn', about, detail: `${url} is not encrypted: put a proxy with a certificate before Carillon` };
  return { state: 'ok', about, detail: url };
}

function isPrivate(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const own = new BlockList();
  for (const [net, bits] of [
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['0.0.0.0', 8],
  ] as const)
    own.addSubnet(net, bits);
  for (const [net, bits] of [
    ['::1', 128],
    ['::', 128],
    ['fc00::', 7],
    ['fe80::', 10],
  ] as const)
    own.addSubnet(net, bits, 'ipv6');
  return own.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
