import type { Deal, PersonRef } from '@carillon/contract';
import { Select } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { moneyText, typedAmount } from '../../lib/money.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { InlineText } from '../../ui/inline-text.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import fieldClasses from '../clients/client-fields.module.css';
import { ClientSelect } from '../clients/client-select.tsx';
import { inPlace } from '../clients/in-place.ts';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { colleaguesQuery } from '../people/colleagues-query.ts';
import { CURRENCIES } from './currencies.ts';
import { useSaveDeal } from './use-save-deal.ts';

/** What is known of a deal: every line is edited where it stands. */
export function DealFields({ deal }: { deal: Deal }) {
  const t = useT('work');
  const language = useLanguage();
  const save = useSaveDeal(deal);
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const { amount, currency, responsible, responsibleId } = deal;
  const saveAmount = (typed: string) => {
    const next = typedAmount(typed);
    if (next !== undefined) save({ patch: { amount: next }, shown: { amount: next } });
  };
  const saveClient = (kind: 'contact' | 'company') => (client: PersonRef | null) =>
    save({ patch: { [`${kind}Id`]: client?.id ?? null }, shown: { [`${kind}Id`]: client?.id ?? null, [kind]: client } });
  return (
    <Fields>
      <Field label={t('title')}>
        <InlineText
          label={t('title')}
          value={deal.title}
          maxLength={300}
          onSave={(title) => title !== '' && save({ patch: { title }, shown: { title } })}
        />
      </Field>
      <Field label={t('amount')}>
        <InlineText
          label={t('amount')}
          value={amount?.replace(/\.00$/, '') ?? ''}
          shown={amount === null ? '' : moneyText(amount, currency, language)}
          maxLength={24}
          inputMode="decimal"
          onSave={saveAmount}
        />
      </Field>
      <Field label={t('currency')}>
        <Select
          size="xs"
          variant="filled"
          classNames={inPlace}
          aria-label={t('currency')}
          allowDeselect={false}
          data={CURRENCIES.includes(currency) ? CURRENCIES : [currency, ...CURRENCIES]}
          value={currency}
          onChange={(next) => next !== null && save({ patch: { currency: next }, shown: { currency: next } })}
        />
      </Field>
      <ClientField kind="contact" client={deal.contact} save={saveClient('contact')} />
      <ClientField kind="company" client={deal.company} save={saveClient('company')} />
      <Field label={t('responsible')}>
        <ColleagueSelect
          size="xs"
          variant="filled"
          classNames={inPlace}
          aria-label={t('responsible')}
          placeholder={t('pool')}
          known={responsible}
          value={responsibleId}
          onChange={(userId) => {
            const chosen = colleagues.find(({ id }) => id === userId);
            const shown = { responsibleId: userId, responsible: chosen ? { id: chosen.id, name: chosen.name } : null };
            save({ patch: { responsibleId: userId }, shown });
          }}
        />
      </Field>
      <Field label={t('source')}>
        <InlineText
          label={t('source')}
          value={deal.source ?? ''}
          maxLength={120}
          onSave={(typed) => save({ patch: { source: typed || null }, shown: { source: typed || null } })}
        />
      </Field>
      <Field label={t('created')}>
        <div className={fieldClasses.plain}>
          <TimeText at={deal.createdAt} />
          {deal.originCallId !== null && (
            <RecordLink to={{ type: 'call', id: deal.originCallId }}>{t(deal.automatic ? 'madeByCall' : 'fromCall')}</RecordLink>
          )}
        </div>
      </Field>
    </Fields>
  );
}

type ClientFieldProps = {
  kind: 'contact' | 'company';
  client: PersonRef | null;
  save: (client: PersonRef | null) => void;
};

function ClientField({ kind, client, save }: ClientFieldProps) {
  const t = useT('work');
  return (
    <Field label={t(kind)}>
      <div className={fieldClasses.linked}>
        <ClientSelect
          key={client?.id}
          resource={kind === 'contact' ? 'contacts' : 'companies'}
          size="xs"
          variant="filled"
          classNames={inPlace}
          aria-label={t(kind)}
          placeholder={t('findByName')}
          value={client}
          onChange={save}
        />
        {client && (
          <RecordLink to={{ type: kind, id: client.id }} aria-label={t('openNamed', { name: client.name })}>
            <IconArrowUpRight size={16} stroke={1.6} />
          </RecordLink>
        )}
      </div>
    </Field>
  );
}
