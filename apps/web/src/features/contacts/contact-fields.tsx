import type { Contact } from '@carillon/contract';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { InlineText } from '../../ui/inline-text.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { ClientFields } from '../clients/client-fields.tsx';
import fieldClasses from '../clients/client-fields.module.css';
import { inPlace } from '../clients/in-place.ts';
import { ClientSelect } from '../clients/client-select.tsx';
import { PhonesEditor } from '../clients/phones-editor.tsx';
import { useSaveClient } from '../clients/use-save-client.ts';
import { type NameParts, displayName } from './display-name.ts';

/** Who this is: every line is edited where it stands. */
export function ContactFields({ contact }: { contact: Contact }) {
  const t = useT('clients');
  const save = useSaveClient('contacts', contact);

  const savePart = (part: keyof NameParts) => (typed: string) => {
    const change = { [part]: typed === '' ? null : typed };
    const name = displayName(contact.name, contact, { ...contact, ...change });
    const patch = name === contact.name ? change : { ...change, name };
    void save({ patch, shown: patch });
  };
  return (
    <>
      <PhonesEditor
        of={{ ...contact, type: 'contact' }}
        phones={contact.phones}
        save={(phones) => save({ patch: { phones }, shown: {} })}
      />
      <Fields>
        <Field label={t('company')}>
          <div className={fieldClasses.linked}>
            <ClientSelect
              resource="companies"
              size="xs"
              variant="filled"
              classNames={inPlace}
              key={contact.companyId}
              aria-label={t('company')}
              placeholder={t('chooseCompany')}
              value={contact.company}
              onChange={(company) =>
                save({ patch: { companyId: company?.id ?? null }, shown: { companyId: company?.id ?? null, company } })
              }
            />
            {contact.company && (
              <TextLink
                to="/companies/$id"
                params={{ id: contact.company.id }}
                aria-label={t('openCompany', { name: contact.company.name })}
              >
                <IconArrowUpRight size={16} stroke={1.6} />
              </TextLink>
            )}
          </div>
        </Field>
        <ClientFields client={contact} save={save} />
        {(['familyName', 'givenName', 'patronymic'] as const).map((part) => (
          <Field key={part} label={t(part)}>
            <InlineText label={t(part)} value={contact[part] ?? ''} maxLength={120} onSave={savePart(part)} />
          </Field>
        ))}
        <Field label={t('displayName')}>
          <InlineText
            label={t('displayName')}
            value={contact.name}
            maxLength={300}
            onSave={(name) => name !== '' && save({ patch: { name }, shown: { name } })}
          />
        </Field>
      </Fields>
    </>
  );
}
