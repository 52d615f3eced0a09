import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

export type UserDeps = {
  db: Kysely<Database>;
  now: () => Date;
  publicUrl: string;
  baseDomain: string | undefined;
  /** Called after a user was deactivated: closes their live streams. */
  onUserDeactivated: (workspaceId: string, userId: string) => void;
};
