import type { PbxNumber, Schedule } from '@carillon/contract';
import { NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../../lib/numbers/use-format-number.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { PhoneNumber } from '../../../ui/phone-number.tsx';
import { Section } from '../../../ui/section.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { numbersQuery, schedulesQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './rules.module.css';

/** The company's own numbers: what they are called, and which hours they keep. */
export function NumbersSection() {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const { data, error, isPending } = useQuery(numbersQuery);
  const schedules = useQuery(schedulesQuery).data?.items ?? [];
  return (
    <Section title={t('numbers.title')} text={t('numbers.text')}>
      {isPending && <Skeleton height={90} />}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
      {data?.items.length === 0 && <p className={classes.note}>{t('numbers.none')}</p>}
      {data && data.items.length > 0 && (
        <table className={own.table}>
          <thead>
            <tr>
              <th scope="col">{t('numbers.number')}</th>
              <th scope="col">{t('numbers.label')}</th>
              <th scope="col">{t('numbers.hours')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((number) => (
              <NumberRow key={number.did} number={number} schedules={schedules} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

type Patch = { label?: string | null; scheduleId?: string | null };

function NumberRow({ number, schedules }: { number: PbxNumber; schedules: readonly Schedule[] }) {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const written = useFormatNumber()(number.did);
  const queryClient = useQueryClient();
  const [label, setLabel] = useState(number.label ?? '');
  const { mutate, error } = useMutation({
    mutationFn: (patch: Patch) => api.patch(`/telephony/numbers/${encodeURIComponent(number.did)}`, patch),
    onSettled: () => queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
  });
  const saveLabel = () => {
    if (label.trim() !== (number.label ?? '')) mutate({ label: label.trim() || null });
  };
  return (
    <tr>
      <th scope="row">
        <PhoneNumber number={number.did} />
        {number.expiresAt && (
          <div className={classes.dimmed}>
            {t('numbers.expires')} <TimeText at={number.expiresAt} />
          </div>
        )}
      </th>
      <td>
        <TextInput
          size="xs"
          aria-label={t('numbers.labelOf', { number: written })}
          placeholder={number.description ?? ''}
          maxLength={100}
          value={label}
          error={error && errorText(error)}
          onChange={({ currentTarget }) => setLabel(currentTarget.value)}
          onBlur={saveLabel}
          onKeyDown={({ key }) => key === 'Enter' && saveLabel()}
        />
      </td>
      <td>
        <NativeSelect
          size="xs"
          aria-label={t('numbers.hoursOf', { number: written })}
          data={[
            { value: '', label: t('numbers.hoursDefault') },
            ...schedules.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={number.scheduleId ?? ''}
          onChange={({ currentTarget }) => mutate({ scheduleId: currentTarget.value || null })}
        />
      </td>
    </tr>
  );
}
