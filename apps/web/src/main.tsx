import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.tsx';
import { makeRouter } from './app/router.tsx';
import { startI18n } from './lib/i18n/i18n.ts';
import { browserLanguage } from './lib/i18n/language.ts';
import { makeQueryClient } from './lib/query-client.ts';
import { sessionQuery } from './lib/session.ts';

/** Only whoever was signed in can be signed out: asking for the session itself is answered 401 before sign-in. */
const onSignedOut = () => {
  if (queryClient.getQueryData(sessionQuery.queryKey) === undefined) return;
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.invalidate();
};
const queryClient = makeQueryClient({ onSignedOut });
const router = makeRouter(queryClient);

void queryClient.prefetchQuery(sessionQuery); // asked at once, beside the strings
await startI18n(browserLanguage());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <Providers queryClient={queryClient}>
    <RouterProvider router={router} />
  </Providers>,
);
