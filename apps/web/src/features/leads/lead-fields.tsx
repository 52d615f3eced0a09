import type { Lead } from '@carillon/contract';
import { Select } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { InlineText } from '../../ui/inline-text.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import fieldClasses from '../clients/client-fields.module.css';
import { ClientFields } from '../clients/client-fields.tsx';
import { inPlace } from '../clients/in-place.ts';
import { PhonesEditor } from '../clients/phones-editor.tsx';
import { useSaveClient } from '../clients/use-save-client.ts';
import { LeadStatusMark } from './lead-status.tsx';

const OPEN_STATUSES = ['new', 'in-progress', 'lost'] as const;

/** What is known of a lead: every line is edited where it stands. */
export function LeadFields({ lead }: { lead: Lead }) {
  const t = useT('work');
  const save = useSaveClient('leads', lead);
  const setStatus = (chosen: string | null) => {
    const status = OPEN_STATUSES.find((one) => one === chosen);
    if (status) void save({ patch: { status }, shown: { status } });
  };
  return (
    <>
      <PhonesEditor
        of={{ ...lead, type: 'lead' }}
        phones={lead.phones}
        save={(phones) => save({ patch: { phones }, shown: {} })}
      />
      <Fields>
        <Field label={t('status')}>
          {lead.status === 'converted' ? (
            <div className={fieldClasses.plain}>
              <LeadStatusMark status="converted" />
            </div>
          ) : (
            <Select
              size="xs"
              variant="filled"
              classNames={inPlace}
              aria-label={t('status')}
              allowDeselect={false}
              value={lead.status}
              data={OPEN_STATUSES.map((value) => ({ value, label: t(`lead.${value}`) }))}
              onChange={setStatus}
            />
          )}
        </Field>
        <ClientFields client={lead} nobody={t('pool')} save={save} />
        <Field label={t('source')}>
          <InlineText
            label={t('source')}
            value={lead.source ?? ''}
            maxLength={120}
            onSave={(typed) => {
              const source = typed === '' ? null : typed;
              void save({ patch: { source }, shown: { source } });
            }}
          />
        </Field>
        <Field label={t('name')}>
          <InlineText
            label={t('name')}
            value={lead.name}
            maxLength={300}
            onSave={(name) => name !== '' && save({ patch: { name }, shown: { name } })}
          />
        </Field>
        <Field label={t('created')}>
          <div className={fieldClasses.plain}>
            <TimeText at={lead.createdAt} />
            {lead.originCallId !== null && (
              <RecordLink to={{ type: 'call', id: lead.originCallId }}>
                {t(lead.automatic ? 'madeByCall' : 'fromCall')}
              </RecordLink>
            )}
          </div>
        </Field>
      </Fields>
    </>
  );
}
