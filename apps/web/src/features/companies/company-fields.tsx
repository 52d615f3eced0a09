import type { Company } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { InlineText } from '../../ui/inline-text.tsx';
import { ClientFields } from '../clients/client-fields.tsx';
import { PhonesEditor } from '../clients/phones-editor.tsx';
import { useSaveClient } from '../clients/use-save-client.ts';

const TEXTS = [
  { field: 'legalForm', maxLength: 60 },
  { field: 'inn', maxLength: 12 },
  { field: 'kpp', maxLength: 9 },
] as const;

/** What is known of a company: every line is edited where it stands. */
export function CompanyFields({ company }: { company: Company }) {
  const t = useT('clients');
  const save = useSaveClient('companies', company);
  return (
    <>
      <PhonesEditor
        of={{ ...company, type: 'company' }}
        phones={company.phones}
        save={(phones) => save({ patch: { phones }, shown: {} })}
      />
      <Fields>
        <ClientFields client={company} save={save} />
        <Field label={t('name')}>
          <InlineText
            label={t('name')}
            value={company.name}
            maxLength={300}
            onSave={(name) => name !== '' && save({ patch: { name }, shown: { name } })}
          />
        </Field>
        {TEXTS.map(({ field, maxLength }) => (
          <Field key={field} label={t(field)}>
            <InlineText
              label={t(field)}
              value={company[field] ?? ''}
              maxLength={maxLength}
              inputMode={field === 'legalForm' ? 'text' : 'numeric'}
              onSave={(typed) => {
                const change = { [field]: typed === '' ? null : typed };
                void save({ patch: change, shown: change });
              }}
            />
          </Field>
        ))}
      </Fields>
    </>
  );
}
