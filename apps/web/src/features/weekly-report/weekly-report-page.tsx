import type { User, WeeklyReport } from '@carillon/contract';
import { Button, Checkbox, NativeSelect, Skeleton, Switch } from '@mantine/core';
import { IconLock, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { weekdayName } from '../../lib/time/weekday-name.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Section } from '../../ui/section.tsx';
import { usersQuery } from '../users/users-query.ts';
import { LetterState } from './letter-state.tsx';
import { useSaveReport, useSendTrial, weeklyReportQuery } from './weekly-report-query.ts';
import classes from './weekly-report.module.css';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Settings → Weekly report: last week against the week before, by e-mail (5.7). */
export function WeeklyReportPage() {
  const t = useT('weekly-report');
  return useMe().role === 'agent' ? <EmptyState icon={IconLock} title={t('forbidden')} /> : <Report />;
}

function Report() {
  const t = useT('weekly-report');
  const { data: report, error, refetch } = useQuery(weeklyReportQuery);
  const { send, asking } = useSendTrial();
  const going = asking || report?.trial?.state === 'waiting';
  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader
        title={t('title')}
        actions={
          <Button
            variant="default"
            leftSection={<IconMail size={15} aria-hidden />}
            disabled={!report?.canSend}
            loading={going}
            onClick={send}
          >
            {t('sendNow')}
          </Button>
        }
      />
      <div className={classes.page}>
        {error && !report && <ErrorState error={error} retry={() => void refetch()} />}
        {!report && !error && <Skeleton height={360} mt={16} />}
        {report && <Settings report={report} />}
      </div>
    </>
  );
}

function Settings({ report }: { report: WeeklyReport }) {
  const t = useT('weekly-report');
  const save = useSaveReport();
  const me = useMe();
  const { enabled, canSend, receiverIds, letters, trial } = report;
  const toggle = (on: boolean) => save(on && receiverIds.length === 0 ? { enabled: on, receiverIds: [me.id] } : { enabled: on });
  return (
    <>
      {trial && (
        <p role="status" className={classes.trial}>
          {t('trial')} <LetterState letter={trial} isTrial />
        </p>
      )}
      <Section title={t('when')} text={t('what')}>
        {!canSend && <p className={classes.warning}>{t('noServer')}</p>}
        <Switch
          label={t('enabled')}
          checked={enabled}
          disabled={!canSend && !enabled}
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
        <Schedule report={report} />
      </Section>
      <Section title={t('receivers')} text={t('receiversText')}>
        <Receivers report={report} />
      </Section>
      {letters.length > 0 && (
        <Section title={t('last')} text={<WeekText monday={report.week} />}>
          <ul className={classes.letters}>
            {letters.map((letter) => (
              <li key={letter.user.id}>
                <span className={classes.name}>{letter.user.name}</span> <LetterState letter={letter} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Schedule({ report: { weekday, hour, timezone, nextAt } }: { report: WeeklyReport }) {
  const t = useT('weekly-report');
  const language = useLanguage();
  const save = useSaveReport();
  const next =
    nextAt === null
      ? null
      : new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23', timeZone: timezone });
  return (
    <>
      <div className={classes.schedule}>
        <NativeSelect
          label={t('weekday')}
          data={WEEKDAYS.map((day) => ({ value: String(day), label: weekdayName(day, 'long', language) }))}
          value={String(weekday)}
          onChange={({ currentTarget: { value } }) => save({ weekday: Number(value) })}
        />
        <NativeSelect
          label={t('hour')}
          data={HOURS.map((each) => ({ value: String(each), label: `${String(each).padStart(2, '0')}:00` }))}
          value={String(hour)}
          onChange={({ currentTarget: { value } }) => save({ hour: Number(value) })}
        />
      </div>
      <p className={classes.note}>
        {t('zone', { timezone })} {next && nextAt !== null && t('next', { when: next.format(new Date(nextAt)) })}
      </p>
    </>
  );
}

const isLeader = ({ active, role }: User): boolean => active && role !== 'agent';

function Receivers({ report: { enabled, receiverIds } }: { report: WeeklyReport }) {
  const t = useT('weekly-report');
  const common = useT('common');
  const save = useSaveReport();
  const { data: users, error, refetch } = useQuery(usersQuery);
  if (error && !users) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!users) return <Skeleton height={80} />;
  const lastOne = enabled && receiverIds.length === 1;
  return (
    <Checkbox.Group aria-label={t('receivers')} value={receiverIds} onChange={(chosen) => save({ receiverIds: chosen })}>
      <div className={classes.receivers}>
        {users.filter(isLeader).map(({ id, name, email, role }) => (
          <Checkbox
            key={id}
            value={id}
            label={name}
            description={`${common(`role.${role}`)} · ${email}`}
            disabled={lastOne && receiverIds[0] === id}
          />
        ))}
      </div>
      {lastOne && <p className={classes.note}>{t('lastOne')}</p>}
    </Checkbox.Group>
  );
}

function WeekText({ monday }: { monday: string | null }) {
  const t = useT('weekly-report');
  const language = useLanguage();
  if (monday === null) return null;
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const sunday = new Date(Date.parse(monday) + 6 * 86_400_000);
  return t('lastWeek', { days: days.formatRange(new Date(monday), sunday) });
}
