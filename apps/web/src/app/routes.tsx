import type { QueryClient } from '@tanstack/react-query';
import { Outlet, createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { isSignedOut } from '../lib/api.ts';
import { changeLanguage, loadNamespaces } from '../lib/i18n/i18n.ts';
import { browserLanguage } from '../lib/i18n/language.ts';
import type { Namespace } from '../lib/i18n/namespaces.ts';
import { sessionQuery } from '../lib/session.ts';
import { FailedShell } from './failed-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { Shell } from './shell.tsx';

/** The strings of a page come together with its code. */
const strings =
  (...namespaces: Namespace[]) =>
  () =>
    loadNamespaces(namespaces);

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (typeof to === 'string' ? { to } : {}),
  loader: strings('session'),
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  loader: strings('session'),
  component: lazyRouteComponent(() => import('../features/session/setup-page.tsx'), 'SetupPage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  loader: strings('session'),
  component: lazyRouteComponent(() => import('../features/session/invitation-page.tsx'), 'InvitationPage'),
});

/** Everything behind sign-in. Whoever is signed out comes back to the very address they asked for. */
const shellRoute = createRoute({
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
  component: Shell,
  errorComponent: FailedShell,
});

/** An unknown address, with the menu around it. */
const missingRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: MissingPage });

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/calls', replace: true });
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout'),
});

const telephonyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/telephony',
  loader: strings('telephony', 'telephony-rules', 'rule-sentences', 'telephony-inspect', 'decisions', 'number-lists'),
  component: lazyRouteComponent(() => import('../features/telephony-settings/telephony-layout.tsx'), 'TelephonyLayout'),
});

/** `?provider=zadarma`: the link on the provider's own pages. */
const telephonySetupRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/',
  validateSearch: ({ provider }: Record<string, unknown>): { provider?: string } =>
    typeof provider === 'string' ? { provider } : {},
  component: lazyRouteComponent(() => import('../features/telephony-settings/setup/setup-page.tsx'), 'SetupPage'),
});

const telephonyRulesRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/rules',
  component: lazyRouteComponent(() => import('../features/telephony-settings/rules/rules-page.tsx'), 'RulesPage'),
});

const hoursRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/hours',
  component: lazyRouteComponent(() => import('../features/telephony-settings/rules/hours-page.tsx'), 'HoursPage'),
});

const blacklistRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/blacklist',
  component: lazyRouteComponent(() => import('../features/number-lists/blacklist-page.tsx'), 'BlacklistPage'),
});

const exceptionsRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/exceptions',
  component: lazyRouteComponent(() => import('../features/number-lists/exceptions-page.tsx'), 'ExceptionsPage'),
});

const whatIfRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/what-if',
  component: lazyRouteComponent(() => import('../features/telephony-settings/inspect/what-if-page.tsx'), 'WhatIfPage'),
});

const eventsRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/events',
  component: lazyRouteComponent(() => import('../features/telephony-settings/inspect/events-page.tsx'), 'EventsPage'),
});

const callsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calls',
  loader: strings('calls', 'decisions', 'number-lists', 'recordings'),
  component: lazyRouteComponent(() => import('../features/calls/calls-page.tsx'), 'CallsPage'),
});

/** The journal stays behind the drawer: the page reads `id` itself. */
const callRoute = createRoute({ getParentRoute: () => callsRoute, path: '/$id' });

const missedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/missed',
  loader: strings('missed'),
  component: lazyRouteComponent(() => import('../features/missed/missed-page.tsx'), 'MissedPage'),
});

const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  loader: strings('clients'),
  component: lazyRouteComponent(() => import('../features/contacts/contacts-page.tsx'), 'ContactsPage'),
});

const newContactRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/new',
  loader: strings('clients'),
  component: lazyRouteComponent(() => import('../features/contacts/new-contact-page.tsx'), 'NewContactPage'),
});

const contactImportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/import',
  loader: strings('imports'),
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts/$id',
  loader: strings('clients', 'calls', 'decisions', 'number-lists', 'recordings', 'work'),
  component: lazyRouteComponent(() => import('../features/contacts/contact-page.tsx'), 'ContactPage'),
});

const companiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/companies',
  loader: strings('clients'),
  component: lazyRouteComponent(() => import('../features/companies/companies-page.tsx'), 'CompaniesPage'),
});

const newCompanyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/companies/new',
  loader: strings('clients'),
  component: lazyRouteComponent(() => import('../features/companies/new-company-page.tsx'), 'NewCompanyPage'),
});

const companyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/companies/$id',
  loader: strings('clients', 'calls', 'decisions', 'number-lists', 'recordings', 'work'),
  component: lazyRouteComponent(() => import('../features/companies/company-page.tsx'), 'CompanyPage'),
});

const leadsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads',
  loader: strings('work', 'clients'),
  component: lazyRouteComponent(() => import('../features/leads/leads-page.tsx'), 'LeadsPage'),
});

const newLeadRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/new',
  loader: strings('work', 'clients'),
  component: lazyRouteComponent(() => import('../features/leads/new-lead-page.tsx'), 'NewLeadPage'),
});

const leadRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/leads/$id',
  loader: strings('work', 'clients', 'calls', 'decisions', 'number-lists', 'recordings'),
  component: lazyRouteComponent(() => import('../features/leads/lead-page.tsx'), 'LeadPage'),
});

const dealsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals',
  loader: strings('work'),
  component: lazyRouteComponent(() => import('../features/deals/deals-page.tsx'), 'DealsPage'),
});

const newDealRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/new',
  loader: strings('work'),
  component: lazyRouteComponent(() => import('../features/deals/new-deal-page.tsx'), 'NewDealPage'),
});

const dealRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/deals/$id',
  loader: strings('work', 'clients', 'calls', 'decisions', 'number-lists', 'recordings'),
  component: lazyRouteComponent(() => import('../features/deals/deal-page.tsx'), 'DealPage'),
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks',
  loader: strings('work'),
  component: lazyRouteComponent(() => import('../features/tasks/tasks-page.tsx'), 'TasksPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/users',
  loader: strings('users', 'presence'),
  component: lazyRouteComponent(() => import('../features/users/users-page.tsx'), 'UsersPage'),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  invitationRoute,
  shellRoute.addChildren([
    homeRoute,
    missingRoute,
    callsRoute.addChildren([callRoute]),
    missedRoute,
    contactsRoute,
    newContactRoute,
    contactImportRoute,
    contactRoute,
    companiesRoute,
    newCompanyRoute,
    companyRoute,
    leadsRoute,
    newLeadRoute,
    leadRoute,
    dealsRoute,
    newDealRoute,
    dealRoute,
    tasksRoute,
    settingsRoute.addChildren([
      telephonyRoute.addChildren([
        telephonySetupRoute,
        telephonyRulesRoute,
        hoursRoute,
        blacklistRoute,
        exceptionsRoute,
        whatIfRoute,
        eventsRoute,
      ]),
      usersRoute,
    ]),
  ]),
]);
