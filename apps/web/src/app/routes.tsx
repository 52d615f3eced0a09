import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { MissingPage } from './missing-page.tsx';
import { rootRoute, shellRoute, strings } from './shell-route.tsx';
import { settingsRoute, telephonyRoutes } from './telephony-routes.tsx';

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

/** An unknown address, with the menu around it. */
const missingRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: MissingPage });

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/calls', replace: true });
  },
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
  loader: strings('missed', 'sms'),
  component: lazyRouteComponent(() => import('../features/missed/missed-page.tsx'), 'MissedPage'),
});

const lostCallersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/missed/lost',
  loader: strings('lost-callers', 'statistics', 'telephony-compare'),
  component: lazyRouteComponent(() => import('../features/lost-callers/lost-callers-page.tsx'), 'LostCallersPage'),
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
  loader: strings('clients', 'calls', 'decisions', 'number-lists', 'recordings', 'sms', 'work'),
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
  loader: strings('clients', 'calls', 'decisions', 'number-lists', 'recordings', 'sms', 'work'),
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
  loader: strings('work', 'clients', 'calls', 'decisions', 'number-lists', 'recordings', 'sms'),
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
  loader: strings('work', 'clients', 'calls', 'decisions', 'number-lists', 'recordings', 'sms'),
  component: lazyRouteComponent(() => import('../features/deals/deal-page.tsx'), 'DealPage'),
});

const tasksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tasks',
  loader: strings('work'),
  component: lazyRouteComponent(() => import('../features/tasks/tasks-page.tsx'), 'TasksPage'),
});

const statisticsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/statistics',
  loader: strings('statistics'),
  component: lazyRouteComponent(() => import('../features/statistics/statistics-page.tsx'), 'StatisticsPage'),
});

const liveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/live',
  loader: strings('live-board', 'statistics'),
  component: lazyRouteComponent(() => import('../features/live-board/live-page.tsx'), 'LivePage'),
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/users',
  loader: strings('users', 'presence'),
  component: lazyRouteComponent(() => import('../features/users/users-page.tsx'), 'UsersPage'),
});

const weeklyReportRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/weekly-report',
  loader: strings('weekly-report'),
  component: lazyRouteComponent(() => import('../features/weekly-report/weekly-report-page.tsx'), 'WeeklyReportPage'),
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
    lostCallersRoute,
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
    statisticsRoute,
    liveRoute,
    settingsRoute.addChildren([telephonyRoutes, usersRoute, weeklyReportRoute]),
  ]),
]);
