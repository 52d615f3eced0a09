import type { CallView } from '@carillon/contract';
import { IconPhone } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, lazy, useCallback, useMemo, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe, useSession } from '../../lib/session.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { type Pages, usePages } from '../../lib/use-pages.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { type Column, DataList } from '../../ui/data-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { CallRecordings } from '../recordings/call-recordings.tsx';
import { ListenButton } from '../recordings/listen-button.tsx';
import { pressPlayerKey } from '../recordings/use-deck.ts';
import { CallFilters } from './call-filters.tsx';
import classes from './calls-page.module.css';
import { DirectionMark } from './direction-mark.tsx';
import { CallCard, CallNumberActions, ClientCell, DidCell, EmployeeCell, ResultCell, SecondsCell } from './journal-cells.tsx';
import { callListQuery, useCallFilters } from './use-call-filters.ts';
import { ExportButton, ExportProgress } from './journal-export.tsx';
import { placeOf } from './marked-parts.ts';
import { JournalTotals } from './journal-totals.tsx';
import { useFreshCalls } from './use-fresh-calls.ts';

const CallDrawer = lazy(() => import('./call-drawer.tsx'));
const LIST = 'calls-list';
const ROW_HEIGHT = 54;
const CARD_HEIGHT = 90;
const ROW_WIDTH_MIN = 900;

/** Whose recordings are unfolded in the journal, and how another call's are. */
type Listening = { id: string | null; toggle: (id: string) => void };

function useColumns({ id: listened, toggle }: Listening): readonly Column<CallView>[] {
  const t = useT('calls');
  const common = useT('common');
  return useMemo(
    () => [
      {
        key: 'direction',
        header: '',
        label: t('direction'),
        width: '18px',
        cell: ({ direction }) => <DirectionMark direction={direction} />,
      },
      { key: 'client', header: t('client'), width: 'minmax(150px, 1.9fr)', cell: (call) => <ClientCell call={call} /> },
      { key: 'employee', header: t('employee'), width: 'minmax(110px, 1.45fr)', cell: (call) => <EmployeeCell call={call} /> },
      { key: 'result', header: t('result'), width: 'minmax(140px, 1.7fr)', cell: (call) => <ResultCell call={call} /> },
      { key: 'did', header: t('did'), width: 'minmax(90px, 1.15fr)', cell: (call) => <DidCell call={call} /> },
      {
        key: 'wait',
        header: t('wait'),
        width: '56px',
        align: 'end',
        cell: ({ waitSeconds }) => <SecondsCell seconds={waitSeconds} />,
      },
      {
        key: 'talk',
        header: t('talk'),
        width: '64px',
        align: 'end',
        cell: ({ talkSeconds }) => <SecondsCell seconds={talkSeconds} />,
      },
      {
        key: 'recording',
        header: '',
        label: t('recording'),
        width: '28px',
        cell: ({ id, recordings }) => <ListenButton recordings={recordings} open={listened === id} toggle={() => toggle(id)} />,
      },
      { key: 'start', header: t('start'), width: '112px', align: 'end', cell: ({ startedAt }) => <TimeText at={startedAt} /> },
      { key: 'actions', header: '', label: common('actions'), width: '24px', cell: (call) => <CallNumberActions call={call} /> },
    ],
    [t, common, listened, toggle],
  );
}

/** The journal: every call, newest first; the chosen one lies beside it in a drawer. */
export function CallsPage() {
  const t = useT('calls');
  const navigate = useNavigate();
  const { id } = useParams({ strict: false });
  const [filters, change] = useCallFilters();
  const [{ export: exported, at }, exporting] = useFilters(['export', 'at']);
  const leads = useMe().role !== 'agent'; // the whole journal as a file is not an agent's
  const now = useNow();
  const query = callListQuery(filters, now); // whole days: the same all day long
  const pages = usePages<CallView>('calls', query);
  useFreshCalls();
  const { total } = pages;
  const keep = (place?: string) => (before: object) => ({ ...before, at: place }) as never; // the journal's filters stay in the address behind the drawer

  return (
    <>
      <title>{`${t('title')} · Carillon`}</title>
      <PageHeader
        title={t('title')}
        note={typeof total === 'number' ? t('callCount', { count: total }) : total && t('callMany')}
        actions={leads && total !== 0 && <ExportButton query={query} started={(jobId) => exporting({ export: jobId })} />}
      />
      <CallFilters filters={filters} change={change} listId={LIST} />
      {exported !== undefined && <ExportProgress jobId={exported} close={() => exporting({ export: undefined })} />}
      {total !== 0 && <JournalTotals query={query} now={now} />}
      <Journal
        pages={pages}
        filtered={Object.keys(filters).length > 0}
        searched={filters.said !== undefined}
        open={(call) =>
          void navigate({
            to: '/calls/$id',
            params: { id: call.id },
            search: keep(call.said?.[0] && placeOf(call.said[0])),
            replace: id !== undefined,
          })
        }
      />
      {id !== undefined && (
        <Suspense>
          <CallDrawer id={id} at={at} close={() => void navigate({ to: '/calls', search: keep() })} />
        </Suspense>
      )}
    </>
  );
}

const cardOf = ({ id, toggle }: Listening) =>
  function card(call: CallView) {
    const listen = <ListenButton recordings={call.recordings} open={id === call.id} toggle={() => toggle(call.id)} />;
    return <CallCard call={call} listen={listen} />;
  };

type JournalProps = {
  pages: Pages<CallView>;
  filtered: boolean /** For what was said. */;
  searched: boolean;
  open: (call: CallView) => void;
};

function Journal({ pages, filtered, searched, open }: JournalProps) {
  const t = useT('calls');
  const { user, connected } = useSession();
  const [listened, setListened] = useState<string | null>(null);
  const toggle = useCallback((id: string) => setListened((before) => (before === id ? null : id)), []);
  const columns = useColumns({ id: listened, toggle });
  const { rows, error, stale, retry, loadMore } = pages;

  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (rows?.length === 0) {
    if (filtered) return <EmptyState icon={IconPhone} title={t('nothingFound')} text={searched ? t('nothingSaid') : ''} />;
    const connect = user.role === 'admin' && !connected && <ButtonLink to="/settings/telephony">{t('connect')}</ButtonLink>;
    return <EmptyState icon={IconPhone} title={t('empty')} action={connect} />;
  }
  return (
    <DataList
      id={LIST}
      label={t('title')}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      open={open}
      card={cardOf({ id: listened, toggle })}
      unfolded={
        listened === null
          ? undefined
          : {
              id: listened,
              content: (
                <div className={classes.unfolded}>
                  <CallRecordings callId={listened} autoPlay />
                </div>
              ),
            }
      }
      onRowKey={(key, call) => {
        if (key === ' ' && listened !== call.id && call.recordings.length > 0) toggle(call.id);
        else return listened === call.id && pressPlayerKey(call.id, key);
        return true;
      }}
      rowHeight={ROW_HEIGHT}
      rowWidthMin={ROW_WIDTH_MIN}
      cardHeight={CARD_HEIGHT}
      stale={stale}
      loadMore={loadMore}
    />
  );
}
