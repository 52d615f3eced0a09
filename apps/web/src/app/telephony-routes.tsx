import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute, strings } from './shell-route.tsx';

/** Everything under "Settings". */
export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout'),
});

const telephonyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/telephony',
  loader: strings(
    'telephony',
    'telephony-rules',
    'rule-sentences',
    'telephony-compare',
    'telephony-inspect',
    'decisions',
    'number-lists',
    'recordings',
  ),
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

const recordingsRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/recordings',
  component: lazyRouteComponent(() => import('../features/telephony-settings/recordings/recordings-page.tsx'), 'RecordingsPage'),
});

const textsRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/texts',
  loader: strings('sms'),
  component: lazyRouteComponent(() => import('../features/sms/templates-page.tsx'), 'TemplatesPage'),
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

const compareRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/compare',
  component: lazyRouteComponent(() => import('../features/telephony-settings/compare/compare-page.tsx'), 'ComparePage'),
});

const eventsRoute = createRoute({
  getParentRoute: () => telephonyRoute,
  path: '/events',
  component: lazyRouteComponent(() => import('../features/telephony-settings/inspect/events-page.tsx'), 'EventsPage'),
});

/** Settings → Telephony with all its pages. */
export const telephonyRoutes = telephonyRoute.addChildren([
  telephonySetupRoute,
  telephonyRulesRoute,
  hoursRoute,
  recordingsRoute,
  textsRoute,
  blacklistRoute,
  exceptionsRoute,
  whatIfRoute,
  compareRoute,
  eventsRoute,
]);
