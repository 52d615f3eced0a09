import type { Contact, ContactCreate, PersonRef } from '@carillon/contract';
import { TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { clientQuery } from '../clients/client-query.ts';
import { ClientSelect } from '../clients/client-select.tsx';
import { fieldFaults, phoneFaults } from '../clients/field-faults.ts';
import formClasses from '../clients/form.module.css';
import { type PhoneDraft, PhoneInputs } from '../clients/phone-inputs.tsx';
import { writtenPhones } from '../clients/written-phones.ts';
import { NewRecordForm } from '../clients/new-record-form.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';

const NAMES = ['familyName', 'givenName', 'patronymic'] as const;

/** "Petrov Ivan Sergeevich" from the palette: the first word is taken for the family name. */
function partsOf(name: string): Record<(typeof NAMES)[number], string> {
  const [familyName = '', givenName = '', ...rest] = name.trim().split(/\s+/u);
  return givenName === ''
    ? { familyName: '', givenName: familyName, patronymic: '' }
    : { familyName, givenName, patronymic: rest.join(' ') };
}

/** Makes a contact; `?name=`, `?number=` and `?companyId=` come filled in. */
export function NewContactPage() {
  const t = useT('clients');
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useMe();
  const search: { name?: string; number?: string; callId?: string; companyId?: string } = useSearch({ strict: false });
  const { data: givenCompany } = useQuery({
    ...clientQuery('companies', search.companyId ?? ''),
    enabled: search.companyId !== undefined,
  });

  const [names, setNames] = useState(partsOf(search.name ?? ''));
  const [phones, setPhones] = useState<PhoneDraft[]>([{ key: 0, number: search.number ?? '', label: '' }]);
  const [emails, setEmails] = useState<string[]>([]);
  const [chosenCompany, setCompany] = useState<PersonRef | null | undefined>(undefined);
  const [responsibleId, setResponsibleId] = useState<string | null>(me.id);
  const [empty, setEmpty] = useState(false);
  const company = chosenCompany === undefined ? (givenCompany ?? null) : chosenCompany;

  const create = useMutation({
    mutationFn: (contact: ContactCreate) => api.post<Contact>('/contacts', { ...contact, callId: search.callId ?? null }),
    onSuccess: async (contact) => {
      queryClient.setQueryData(clientQuery('contacts', contact.id).queryKey, contact);
      void queryClient.invalidateQueries({ queryKey: ['contacts'] });
      await navigate({ to: '/contacts/$id', params: { id: contact.id }, replace: true });
    },
  });
  const faults = fieldFaults(create.error);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const written = writtenPhones(phones);
    const parts = Object.fromEntries(NAMES.map((part) => [part, names[part].trim() === '' ? null : names[part].trim()]));
    const nameless = Object.values(parts).every((part) => part === null) && written.length === 0;
    setEmpty(nameless);
    if (!nameless) create.mutate({ ...parts, phones: written, emails, companyId: company?.id ?? null, responsibleId });
  };

  return (
    <NewRecordForm
      title={t('newContact')}
      fault={empty ? t('needName') : create.error ? errorText(create.error) : undefined}
      save={t('saveContact')}
      saving={create.isPending}
      onSubmit={onSubmit}
    >
      <div className={formClasses.line}>
        {NAMES.map((part, index) => (
          <TextInput
            key={part}
            label={t(part)}
            maxLength={120}
            autoFocus={index === 0}
            value={names[part]}
            error={faults[`/${part}`]}
            onChange={(event) => setNames({ ...names, [part]: event.currentTarget.value })}
          />
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
      <div className={formClasses.line}>
        <ClientSelect resource="companies" key={givenCompany?.id} label={t('company')} value={company} onChange={setCompany} />
        <ColleagueSelect label={t('responsible')} known={me} value={responsibleId} onChange={setResponsibleId} />
      </div>
    </NewRecordForm>
  );
}
