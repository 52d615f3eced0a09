import type { Contact, Lead, LeadConversion, LeadConverted, PersonRef } from '@carillon/contract';
import { Alert, Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { typedAmount } from '../../lib/money.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import type { Page } from '../../lib/use-pages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ClientSelect } from '../clients/client-select.tsx';
import { conversionOf, type Part } from './conversion-of.ts';
import classes from './leads.module.css';

type Props = { lead: Lead; close: () => void };

/** A contact that has the lead's number already is most likely the same person. */
const sameNumberQuery = (number: string | undefined) =>
  queryOptions({
    queryKey: ['contacts', 'with-number', number],
    queryFn: ({ signal }) => api.get<Page<Contact>>('/contacts', { query: { number, limit: 1 }, signal }),
    enabled: number !== undefined,
    select: ({ items }) => items[0],
  });

/** Makes a contact of a lead, and if wished a company and a deal. */
export default function ConvertLead({ lead, close }: Props) {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { data: known } = useQuery(sameNumberQuery(lead.phones.find(({ state }) => state === 'current')?.number));
  const [chosenContact, setContact] = useState<Part | undefined>();
  const [company, setCompany] = useState<Part>({ kind: 'none' });
  const [withDeal, setWithDeal] = useState(true);
  const [title, setTitle] = useState(lead.name);
  const [amount, setAmount] = useState('');
  const contact: Part = chosenContact ?? (known ? { kind: 'existing', client: known } : { kind: 'new', name: lead.name });

  const convert = useMutation({
    mutationFn: (conversion: LeadConversion) => api.post<LeadConverted>(`/leads/${lead.id}/conversion`, conversion),
    onSuccess: async ({ contactId, dealId }) => {
      for (const made of ['leads', 'contacts', 'companies', 'deals', 'tasks', 'timeline', 'calls'])
        void queryClient.invalidateQueries({ queryKey: [made] });
      close();
      if (dealId === null) await navigate({ to: '/contacts/$id', params: { id: contactId } });
      else await navigate({ to: '/deals/$id', params: { id: dealId } });
    },
  });
  const conversion = conversionOf({ contact, company, deal: withDeal ? { title, amount } : null }, lead.name);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (conversion && !convert.isPending) convert.mutate(conversion);
  };

  return (
    <Dialog title={t('convertTitle', { name: lead.name })} close={close} size={520}>
      <form className={classes.form} onSubmit={onSubmit}>
        {convert.error && (
          <Alert color="red" role="alert" variant="light">
            {errorText(convert.error)}
          </Alert>
        )}
        <PartFields label={t('contact')} resource="contacts" kinds={['new', 'existing']} part={contact} change={setContact}>
          {known && contact.kind !== 'new' && <p className={classes.hint}>{t('sameNumber', { name: known.name })}</p>}
        </PartFields>
        <PartFields
          label={t('company')}
          resource="companies"
          kinds={['none', 'new', 'existing']}
          part={company}
          change={setCompany}
        />
        <div className={classes.part}>
          <Checkbox
            size="sm"
            label={t('withDeal')}
            checked={withDeal}
            onChange={(event) => setWithDeal(event.currentTarget.checked)}
          />
          {withDeal && (
            <div className={classes.line}>
              <TextInput
                label={t('title')}
                maxLength={300}
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
              />
              <TextInput
                label={t('amount')}
                inputMode="decimal"
                value={amount}
                error={typedAmount(amount) === undefined && t('noAmount')}
                onChange={(event) => setAmount(event.currentTarget.value)}
              />
            </div>
          )}
        </div>
        <div className={classes.actions}>
          <Button type="submit" loading={convert.isPending} disabled={conversion === undefined}>
            {t('convert')}
          </Button>
          <Button variant="default" onClick={close}>
            {common('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type PartProps = {
  label: string;
  resource: 'contacts' | 'companies';
  kinds: readonly Part['kind'][];
  part: Part;
  change: (part: Part) => void;
  children?: ReactNode;
};

function PartFields({ label, resource, kinds, part, change, children }: PartProps) {
  const t = useT('work');
  const id = useId();
  const start: Record<Part['kind'], Part> = {
    none: { kind: 'none' },
    new: { kind: 'new', name: '' },
    existing: { kind: 'existing', client: null },
  };
  const choose = (client: PersonRef | null) => change({ kind: 'existing', client });
  return (
    <div className={classes.part} role="group" aria-labelledby={id}>
      <div className={classes.head}>
        <h3 id={id}>{label}</h3>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={part.kind}
          data={kinds.map((value) => ({ value, label: t(`part.${value}`) }))}
          onChange={(kind) => change(start[kind])}
        />
      </div>
      {part.kind === 'new' && (
        <TextInput
          aria-label={`${label}: ${t('name')}`}
          placeholder={t('name')}
          maxLength={300}
          value={part.name}
          onChange={(event) => change({ kind: 'new', name: event.currentTarget.value })}
        />
      )}
      {part.kind === 'existing' && (
        <ClientSelect
          key={part.client?.id}
          resource={resource}
          aria-label={`${label}: ${t('part.existing')}`}
          placeholder={t('findByName')}
          value={part.client}
          onChange={choose}
        />
      )}
      {children}
    </div>
  );
}
