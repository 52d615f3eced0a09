import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Section } from '../../../ui/section.tsx';
import { AdministratorsOnly } from '../telephony-layout.tsx';
import { settingsQuery } from '../telephony-queries.ts';
import { AutoCreateRule } from './auto-create-rule.tsx';
import { BlacklistRule } from './blacklist-rule.tsx';
import { BrowserPhoneRule } from './browser-phone-rule.tsx';
import { CallerNameRule } from './caller-name-rule.tsx';
import { DiallingRule } from './dialling-rule.tsx';
import { MissedCallsRule } from './missed-calls-rule.tsx';
import { recommend } from './recommended.ts';
import { RecommendedSet } from './recommended-set.tsx';
import { RouteRule } from './route-rule.tsx';

/** Settings → Telephony → Rules (2.5): a switch for each feature, its options, and what they will do. */
export function RulesPage() {
  return useMe().role === 'admin' ? <Rules /> : <AdministratorsOnly />;
}

function Rules() {
  const t = useT('telephony-rules');
  const { data, error, refetch } = useQuery(settingsQuery);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Skeleton height={420} />
      </>
    );
  }
  const { routeToResponsible, callerName, blacklist } = data.features;
  const untouched = recommend(data.features, { hasClients: true }).patch !== null;
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader title={t('title')} />
      {untouched && (
        <Section title={t('recommended.title')}>
          <RecommendedSet features={data.features} />
        </Section>
      )}
      <AutoCreateRule settings={data} />
      <RouteRule options={routeToResponsible} />
      <CallerNameRule options={callerName} />
      <MissedCallsRule settings={data} />
      <BlacklistRule options={blacklist} />
      <DiallingRule rules={data.dialling} />
      <BrowserPhoneRule settings={data} />
    </>
  );
}
