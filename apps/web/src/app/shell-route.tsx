import type { QueryClient } from '@tanstack/react-query';
import { Outlet, createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { isSignedOut } from '../lib/api.ts';
import { changeLanguage, loadNamespaces } from '../lib/i18n/i18n.ts';
import { browserLanguage } from '../lib/i18n/language.ts';
import type { Namespace } from '../lib/i18n/namespaces.ts';
import { sessionQuery } from '../lib/session.ts';
import { FailedShell } from './failed-page.tsx';
import { Shell } from './shell.tsx';

/** The strings of a page come together with its code. */
export const strings =
  (...namespaces: Namespace[]) =>
  () =>
    loadNamespaces(namespaces);

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

/** Everything behind sign-in. Whoever is signed out comes back to the very address they asked for. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
      throw error;
    });
    await changeLanguage(session.user.locale ?? browserLanguage());
    return { me: session.user };
  },
  loader: strings('dialling'),
  component: Shell,
  errorComponent: FailedShell,
});
