import type { Company, CompanyCreate } from '@carillon/contract';
import { TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { formText } from '../../lib/form-text.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { clientQuery } from '../clients/client-query.ts';
import { fieldFaults, phoneFaults } from '../clients/field-faults.ts';
import formClasses from '../clients/form.module.css';
import { type PhoneDraft, PhoneInputs } from '../clients/phone-inputs.tsx';
import { writtenPhones } from '../clients/written-phones.ts';
import { NewRecordForm } from '../clients/new-record-form.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';

const TEXTS = [
  { field: 'legalForm', maxLength: 60 },
  { field: 'inn', maxLength: 12 },
  { field: 'kpp', maxLength: 9 },
] as const;

/** Makes a company; `?name=` and `?number=` come filled in. */
export function NewCompanyPage() {
  const t = useT('clients');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const search: { name?: string; number?: string; callId?: string } = useSearch({ strict: false });

  const [phones, setPhones] = useState<PhoneDraft[]>([{ key: 0, number: search.number ?? '', label: '' }]);
  const [emails, setEmails] = useState<string[]>([]);
  const [responsibleId, setResponsibleId] = useState<string | null>(me.id);

  const create = useMutation({
    mutationFn: (company: CompanyCreate) => api.post<Company>('/companies', { ...company, callId: search.callId ?? null }),
    onSuccess: async (company) => {
      queryClient.setQueryData(clientQuery('companies', company.id).queryKey, company);
      void queryClient.invalidateQueries({ queryKey: ['companies'] });
      await navigate({ to: '/companies/$id', params: { id: company.id }, replace: true });
    },
  });
  const faults = fieldFaults(create.error);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: string) => formText(form, name).trim();
    const written = writtenPhones(phones);
    const texts = Object.fromEntries(TEXTS.map(({ field }) => [field, text(field) === '' ? null : text(field)]));
    create.mutate({ name: text('name'), ...texts, phones: written, emails, responsibleId });
  };

  return (
    <NewRecordForm
      title={t('newCompany')}
      fault={create.error ? errorText(create.error) : undefined}
      save={t('saveCompany')}
      saving={create.isPending}
      onSubmit={onSubmit}
    >
      <TextInput
        label={t('name')}
        name="name"
        required
        maxLength={300}
        autoFocus
        defaultValue={search.name ?? ''}
        error={faults['/name']}
      />
      <div className={formClasses.line}>
        {TEXTS.map(({ field, maxLength }) => (
          <TextInput key={field} label={t(field)} name={field} maxLength={maxLength} error={faults[`/${field}`]} />
        ))}
      </div>
      <PhoneInputs phones={phones} onChange={setPhones} faults={phoneFaults(faults)} />
      <TagsInput
        label={t('emails')}
        value={emails}
        maxTags={20}
        acceptValueOnBlur
        error={faults['/emails/0']}
        onChange={setEmails}
      />
      <ColleagueSelect label={t('responsible')} known={me} value={responsibleId} onChange={setResponsibleId} />
    </NewRecordForm>
  );
}
