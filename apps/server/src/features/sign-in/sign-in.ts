import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { checkPassword } from '../../people/password.ts';

type Ask = {
  email: string;
  password: string;
  /** The company whose host was asked, where one installation serves many. */
  slug: string | undefined;
};
type Row = { passwordHash: string | null; workspaceId: string; userId: string; slug: string };

/**
 * Who signs in. Takes as long for an unknown address as for a wrong password.
 *
 * @throws {AppError} `wrong-credentials`, whatever it was.
 */
export async function findSignIn(
  db: Kysely<Database>,
  { email, password, slug }: Ask,
): Promise<{ workspaceId: string; userId: string }> {
  const { rows } = await sql<Row>`
    select password_hash as "passwordHash", workspace_id as "workspaceId", user_id as "userId", slug from find_sign_ins(${email})
  `.execute(db);
  const user = slug === undefined ? rows[0] : rows.find((row) => row.slug === slug);
  const right = await checkPassword(user?.passwordHash, password);
  if (!user || !right) throw new AppError('wrong-credentials', 'This e-mail address and password do not belong together.');
  return { workspaceId: user.workspaceId, userId: user.userId };
}
