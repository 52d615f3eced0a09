import type { Deal, DealCreate, PersonRef } from '@carillon/contract';
import { Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { typedAmount } from '../../lib/money.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { clientQuery } from '../clients/client-query.ts';
import { ClientSelect } from '../clients/client-select.tsx';
import { fieldFaults } from '../clients/field-faults.ts';
import formClasses from '../clients/form.module.css';
import { NewRecordForm } from '../clients/new-record-form.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { CURRENCIES } from './currencies.ts';
import { dealQuery, pipelinesQuery } from './deals-query.ts';
import { refreshDeals } from './refresh-deals.ts';

/** Makes a deal; `?title=`, `?contactId=`, `?companyId=` and `?stageId=` come filled in. */
export function NewDealPage() {
  const t = useT('work');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const search: { title?: string; contactId?: string; companyId?: string; stageId?: string } = useSearch({ strict: false });
  const given = (id: string | undefined) => ({ enabled: id !== undefined });
  const { data: givenContact } = useQuery({ ...clientQuery('contacts', search.contactId ?? ''), ...given(search.contactId) });
  const { data: givenCompany } = useQuery({ ...clientQuery('companies', search.companyId ?? ''), ...given(search.companyId) });
  const { data: pipelines = [] } = useQuery(pipelinesQuery);

  const [title, setTitle] = useState(search.title ?? '');
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState<string | null>(null);
  const [stageId, setStageId] = useState<string | null>(search.stageId ?? null);
  const [chosenContact, setContact] = useState<PersonRef | null | undefined>();
  const [chosenCompany, setCompany] = useState<PersonRef | null | undefined>();
  const [responsibleId, setResponsibleId] = useState<string | null>(me.id);
  const contact = chosenContact === undefined ? (givenContact ?? null) : chosenContact;
  const company = chosenCompany === undefined ? (givenCompany ?? givenContact?.company ?? null) : chosenCompany;
  const worth = typedAmount(amount);

  const create = useMutation({
    mutationFn: (deal: DealCreate) => api.post<Deal>('/deals', deal),
    onSuccess: async (deal) => {
      queryClient.setQueryData(dealQuery(deal.id).queryKey, deal);
      refreshDeals(queryClient);
      await navigate({ to: '/deals/$id', params: { id: deal.id }, replace: true });
    },
  });
  const faults = fieldFaults(create.error);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '' || worth === undefined) return;
    const usual = { ...(currency && { currency }), ...(stageId && { stageId }) }; // else the company's usual ones
    const clients = { contactId: contact?.id ?? null, companyId: company?.id ?? null };
    create.mutate({ title: title.trim(), amount: worth, ...usual, ...clients, responsibleId });
  };

  return (
    <NewRecordForm
      title={t('newDeal')}
      fault={create.error ? errorText(create.error) : undefined}
      save={t('saveDeal')}
      saving={create.isPending}
      onSubmit={onSubmit}
    >
      <TextInput
        label={t('title')}
        maxLength={300}
        required
        autoFocus
        value={title}
        error={faults['/title']}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={formClasses.line}>
        <TextInput
          label={t('amount')}
          inputMode="decimal"
          maxLength={24}
          value={amount}
          error={worth === undefined ? t('noAmount') : faults['/amount']}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <Select
          label={t('currency')}
          placeholder={t('usualCurrency')}
          data={CURRENCIES}
          value={currency}
          onChange={setCurrency}
        />
      </div>
      <Select
        label={t('stage')}
        placeholder={pipelines[0]?.stages[0]?.name ?? ''}
        data={pipelines.map(({ name, stages }) => ({
          group: name,
          items: stages.map((stage) => ({ value: stage.id, label: stage.name })),
        }))}
        value={stageId}
        onChange={setStageId}
      />
      <DealClients
        key={givenContact?.id ?? givenCompany?.id}
        contact={contact}
        company={company}
        setContact={setContact}
        setCompany={setCompany}
      />
      <ColleagueSelect
        label={t('responsible')}
        placeholder={t('pool')}
        known={me}
        value={responsibleId}
        onChange={setResponsibleId}
      />
    </NewRecordForm>
  );
}

type ClientsProps = {
  contact: PersonRef | null;
  company: PersonRef | null;
  setContact: (contact: PersonRef | null) => void;
  setCompany: (company: PersonRef | null) => void;
};

function DealClients({ contact, company, setContact, setCompany }: ClientsProps) {
  const t = useT('work');
  const find = { placeholder: t('findByName') };
  return (
    <div className={formClasses.line}>
      <ClientSelect resource="contacts" label={t('contact')} value={contact} onChange={setContact} {...find} />
      <ClientSelect resource="companies" label={t('company')} value={company} onChange={setCompany} {...find} />
    </div>
  );
}
