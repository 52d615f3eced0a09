import { hash, verify } from '@node-rs/argon2';

/** Of a password nobody knows: checked when there is none to check, so that an unknown e-mail takes as long as a known one. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$rY2ISZwDfS2Fs/ykPNQOMQ$4J+3mVlzCXLd126QDKupp+xIyCv8LkIo4errjXKWnMk';

/** argon2id with the library's parameters (19 MiB, 2 rounds: OWASP's first choice). */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Whether the password belongs to the hash. Takes the same time without a hash, and is then false. */
export async function checkPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? NOBODYS, password);
  return right && passwordHash != null;
}
