import { createHash } from 'node:crypto';
import { buildQuery, type Params } from './build-query.ts';
import { signature } from './signature.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export type SignedRequest = {
  /** The signed text, to be sent byte for byte: in the URL of a GET, in the body of all others. */
  query: string;
  /** The value of the `Authorization` header. */
  authorization: string;
};

/**
 * Signs one request. `path` is the path as it will be sent, from `/v1/` up to the `?`; its trailing slash is signed too.
 * The verb is not part of the signature, nor is anything bound to a time.
 *
 * @see https://zadarma.com/en/support/api/ — "Authorization".
 */
export function signRequest(request: {
  method?: HttpMethod;
  path: string;
  params?: Params;
  key: string;
  secret: string;
}): SignedRequest {
  const query = buildQuery(request.params ?? {});
  const md5 = createHash('md5').update(query, 'utf8').digest('hex');
  return { query, authorization: `${request.key}:${signature(request.path + query + md5, request.secret)}` };
}
