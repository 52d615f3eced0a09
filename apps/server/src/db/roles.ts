import { Client, type ClientConfig } from 'pg';

/** The embedded server's database and logins. */
export const DATABASE = 'carillon';
export const OWNER = 'carillon_owner';
export const APP = 'carillon_app';

/**
 * Makes the logins and the database of an embedded cluster; repeating it changes nothing.
 *
 * `postgres` is the superuser nobody works with. `carillon_owner` owns the database and runs the migrations (createrole, no
 * superuser). `carillon_app` does the work: rows only, under row-level security; it may make a schema, because the job queue keeps its
 * tables in one of its own. `carillon_system` can't log in: it owns the few functions that work before a workspace is known and passes
 * row-level security. With DATABASE_URL one login, which needs neither superuser nor createrole, is all of them.
 */
export async function ensureRoles(superuser: ClientConfig, password: string | undefined): Promise<void> {
  await withClient({ ...superuser, database: 'postgres' }, async (client) => {
    for (const [role, rights] of ROLES) await ensureRole(client, { role, rights, password });
    await client.query(`grant carillon_system to ${OWNER} with admin option`);
    await ensureDatabase(client, DATABASE);
  });
  await grantToApp({ ...superuser, database: DATABASE });
}

const ROLES = [
  ['carillon_system', 'nologin nosuperuser nocreatedb nocreaterole bypassrls'],
  [OWNER, 'login nosuperuser nocreatedb createrole'],
  [APP, 'login nosuperuser nocreatedb nocreaterole nobypassrls'],
] as const;

async function ensureRole(
  client: Client,
  { role, rights, password }: { role: string; rights: string; password: string | undefined },
) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${role} ${rights}`);
  if (password !== undefined && !rights.startsWith('nologin')) {
    await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
  }
}

async function ensureDatabase(client: Client, database: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0) await client.query(`create database ${database} owner ${OWNER} strategy file_copy`);
}

/** What the owner makes from now on, the app may use. */
export async function grantToApp(superuser: ClientConfig): Promise<void> {
  await withClient(superuser, async (client) => {
    await client.query(`
      grant create on database ${client.escapeIdentifier(superuser.database ?? DATABASE)} to ${APP};
      alter default privileges for role ${OWNER} grant select, insert, update, delete on tables to ${APP};
      alter default privileges for role ${OWNER} grant usage, select on sequences to ${APP};
      alter default privileges for role ${OWNER} grant execute on functions to ${APP};
    `);
  });
}

async function withClient(config: ClientConfig, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(config);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
