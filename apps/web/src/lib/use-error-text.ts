import { ApiError } from './api.ts';
import { useT } from './i18n/use-t.ts';

const SPEAKS_FOR_ITSELF = new Set(['provider-refused', 'bad-request', 'conflict', 'internal']);

/** A function that says an error in the reader's language; codes with many causes get the server's own words added. */
export function useErrorText(): (error: unknown) => string {
  const t = useT('common');
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.internal');
    if (error.code === 'invalid') return [t('error.invalid'), ...error.errors.map(({ detail }) => detail)].join(' ');
    const text = t(`error.${error.code}`);
    return SPEAKS_FOR_ITSELF.has(error.code) && error.message !== error.code ? `${text} ${error.message}` : text;
  };
}
