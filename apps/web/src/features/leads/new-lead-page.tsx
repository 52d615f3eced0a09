import type { Lead, LeadCreate } from '@carillon/contract';
import { TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
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

/** Makes a lead; `?name=`, `?number=` and the `?callId=` it came from are filled in. */
export function NewLeadPage() {
  const t = useT('work');
  const clients = useT('clients');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const search: { name?: string; number?: string; callId?: string } = useSearch({ strict: false });

  const [name, setName] = useState(search.name ?? '');
  const [phones, setPhones] = useState<PhoneDraft[]>([{ key: 0, number: search.number ?? '', label: '' }]);
  const [emails, setEmails] = useState<string[]>([]);
  const [source, setSource] = useState('');
  const [responsibleId, setResponsibleId] = useState<string | null>(me.id);
  const [empty, setEmpty] = useState(false);

  const create = useMutation({
    mutationFn: (lead: LeadCreate) => api.post<Lead>('/leads', { ...lead, callId: search.callId ?? null }),
    onSuccess: async (lead) => {
      queryClient.setQueryData(clientQuery('leads', lead.id).queryKey, lead);
      void queryClient.invalidateQueries({ queryKey: ['leads'] });
      await navigate({ to: '/leads/$id', params: { id: lead.id }, replace: true });
    },
  });
  const faults = fieldFaults(create.error);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const written = writtenPhones(phones);
    const named = name.trim() === '' ? {} : { name: name.trim() };
    const nameless = name.trim() === '' && written.length === 0;
    setEmpty(nameless);
    if (!nameless) create.mutate({ ...named, phones: written, emails, source: source.trim() || null, responsibleId });
  };

  return (
    <NewRecordForm
      title={t('newLead')}
      fault={empty ? clients('needName') : create.error ? errorText(create.error) : undefined}
      save={t('saveLead')}
      saving={create.isPending}
      onSubmit={onSubmit}
    >
      <TextInput
        label={t('name')}
        maxLength={300}
        autoFocus
        value={name}
        error={faults['/name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PhoneInputs phones={phones} onChange={setPhones} faults={phoneFaults(faults)} />
      <TagsInput
        label={clients('emails')}
        value={emails}
        maxTags={20}
        acceptValueOnBlur
        error={faults['/emails/0']}
        onChange={setEmails}
      />
      <div className={formClasses.line}>
        <TextInput
          label={t('source')}
          placeholder={t('sourceHint')}
          maxLength={120}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <ColleagueSelect
          label={t('responsible')}
          placeholder={t('pool')}
          known={me}
          value={responsibleId}
          onChange={setResponsibleId}
        />
      </div>
    </NewRecordForm>
  );
}
