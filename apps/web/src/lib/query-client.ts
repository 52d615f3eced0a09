import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from './api.ts';

const RETRIES = 2;

/** Worth asking again: the network, or a server in trouble; never a refusal. */
const passing = (error: Error): boolean => !(error instanceof ApiError) || error.code === 'network' || error.status >= 500;

/** The cache of everything asked of the server. `onSignedOut` hears of the first 401 of any request. */
export function makeQueryClient({ onSignedOut }: { onSignedOut: () => void }): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (count, error) => count < RETRIES && passing(error), networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}
