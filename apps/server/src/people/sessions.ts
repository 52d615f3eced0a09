import type { Session } from '@carillon/contract';
import type { FastifyReply } from 'fastify';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { cookieName } from '../http/authenticate.ts';
import { AppError } from '../errors.ts';
import { loadUser } from './load-users.ts';
import { newSecretToken } from './secret-token.ts';

const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;

/** Opens a session and returns the text its cookie holds. */
export async function openSession(
  tx: Tx,
  { workspaceId, userId, at }: { workspaceId: string; userId: string; at: Date },
): Promise<string> {
  const { token, hash } = newSecretToken();
  const expiresAt = new Date(+at + SESSION_DAYS * DAY_MS);
  await sql`
    insert into sessions (token_hash, identity_id, workspace_id, user_id, created_at, expires_at)
    select ${hash}, u.identity_id, u.workspace_id, u.id, ${at}, ${expiresAt} from users u where u.workspace_id = ${workspaceId} and u.id = ${userId}
  `.execute(tx);
  return token;
}

/** Closes a user's sessions, except the one of this token (when somebody changes their own password). */
export async function closeSessions(
  tx: Tx,
  { workspaceId, userId, except }: { workspaceId: string; userId: string; except?: Buffer | undefined },
): Promise<void> {
  let query = tx.deleteFrom('sessions').where('workspace_id', '=', workspaceId).where('user_id', '=', userId);
  if (except) query = query.where('token_hash', '!=', except);
  await query.execute();
}

/** The session cookie: only for this host, never for scripts, and over https only where the public address is https. */
export function setSessionCookie(reply: FastifyReply, token: string, publicUrl: string): void {
  void reply.setCookie(cookieName(publicUrl), token, { ...cookieOptions(publicUrl), maxAge: (SESSION_DAYS * DAY_MS) / 1000 });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  void reply.clearCookie(cookieName(publicUrl), cookieOptions(publicUrl));
}

const cookieOptions = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') }) as const;

/** What a signed-in page needs to know first. */
export async function describeSession(
  tx: Tx,
  { workspaceId, userId, at, sendsEmail }: { workspaceId: string; userId: string; at: Date; sendsEmail: boolean },
): Promise<Session> {
  const user = await loadUser(tx, workspaceId, userId);
  const { rows } = await sql<Session['workspace'] & Pick<Session, 'connected' | 'browserPhone'>>`
    select w.id, w.name, w.country, exists (
      select from connections c where c.workspace_id = w.id and c.api_key is not null and c.sealed_secret is not null) as connected,
      exists (
        select from connections c
        join extensions e on e.workspace_id = c.workspace_id and e.connection_id = c.id and e.vanished_at is null
        join users u on u.workspace_id = e.workspace_id and u.id = e.user_id and u.call_device = 'browser'
        where c.workspace_id = w.id and e.user_id = ${userId} and c.sealed_secret is not null
          and coalesce((c.dialling ->> 'browserPhone')::boolean, false)) as "browserPhone"
    from workspaces w where w.id = ${workspaceId}
  `.execute(tx);
  const workspace = rows[0];
  if (!user || !workspace) throw new AppError('unauthenticated', 'Sign in first.');
  const { connected, browserPhone, ...named } = workspace;
  return { ...user, user, workspace: named, connected, browserPhone, sendsEmail, now: at.toISOString() };
}
