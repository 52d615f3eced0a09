import type { Deal } from '@carillon/contract';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { typedAmount } from '../../lib/money.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { AddButton } from '../../ui/add-button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './deals.module.css';
import { openDealsQuery } from './deals-query.ts';
import { MoneyText } from './money-text.tsx';
import { StageMark } from './stage-mark.tsx';
import { refreshDeals } from './refresh-deals.ts';

type Props = { contactId: string; companyId: string | null } | { contactId?: never; companyId: string };

/** A client's deals in progress, and room for one more. */
export function OpenDeals({ contactId, companyId }: Props) {
  const t = useT('work');
  const query = contactId === undefined ? { companyId } : { contactId };
  const { data, error, refetch } = useQuery(openDealsQuery(query));
  const [adding, setAdding] = useState(false);
  const add = <AddButton label={t('newDeal')} opened={adding} toggle={() => setAdding(!adding)} />;
  return (
    <Section title={t('openDeals')} actions={add}>
      {adding && <QuickDeal contactId={contactId ?? null} companyId={companyId} made={() => setAdding(false)} />}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={34} />}
      {data?.items.length === 0 && !adding && <p className={classes.empty}>{t('noOpenDeals')}</p>}
      {data && data.items.length > 0 && (
        <ul className={classes.open}>
          {data.items.map((deal) => (
            <li key={deal.id}>
              <div className={classes.openHead}>
                <RecordLink to={{ type: 'deal', id: deal.id }}>{deal.title}</RecordLink>
                <MoneyText amount={deal.amount} currency={deal.currency} />
              </div>
              <div className={classes.client}>
                <StageMark stage={deal.stage} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type QuickProps = { contactId: string | null; companyId: string | null; made: () => void };

function QuickDeal({ contactId, companyId, made }: QuickProps) {
  const t = useT('work');
  const me = useMe();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState('');
  const [typed, setTyped] = useState('');
  const amount = typedAmount(typed);
  const create = useMutation({
    mutationFn: () => api.post<Deal>('/deals', { title: title.trim(), amount, contactId, companyId, responsibleId: me.id }),
    onSuccess: made,
    onSettled: () => refreshDeals(queryClient),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '' && amount !== undefined && !create.isPending) create.mutate();
  };
  return (
    <form className={classes.quick} onSubmit={onSubmit}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('title')}
        placeholder={t('dealHint')}
        maxLength={300}
        value={title}
        error={create.error && errorText(create.error)}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={classes.quickLine}>
        <TextInput
          size="xs"
          inputMode="decimal"
          aria-label={t('amount')}
          placeholder={t('amount')}
          maxLength={24}
          value={typed}
          error={amount === undefined && t('noAmount')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" loading={create.isPending} disabled={title.trim() === '' || amount === undefined}>
          {t('addDeal')}
        </Button>
      </div>
    </form>
  );
}
