import { randomBytes } from 'node:crypto';
import { hashToken } from '../http/authenticate.ts';

/** 32 random bytes as text for its owner, and the hash that is all the database keeps. */
export function newSecretToken(prefix = ''): { token: string; hash: Buffer } {
  const token = prefix + randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}
