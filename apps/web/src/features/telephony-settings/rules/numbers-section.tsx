import type { PbxNumber, Schedule } from '@carillon/contract';
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useMe } from '../../../lib/session.ts';
import { useFormatNumber } from '../../../lib/numbers/use-format-number.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyUndo } from '../../../ui/notify-undo.tsx';
import { PhoneNumber } from '../../../ui/phone-number.tsx';
import { Section } from '../../../ui/section.tsx';
import { TimeText } from '../../../ui/time-text.tsx';
import { type NumberList, numbersQuery, schedulesQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './rules.module.css';
import { NumberTexts } from './number-texts.tsx';
import { TextsUnheard } from './texts-unheard.tsx';
import { WordField } from './word-field.tsx';

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
      {data && <TextsUnheard numbers={data.items} />}
      {data && data.items.length > 0 && (
        <table className={`${own.table} ${own.numbers}`}>
          <thead>
            <tr>
              <th scope="col">{t('numbers.number')}</th>
              <th scope="col">{t('numbers.label')}</th>
              <th scope="col">{t('numbers.source')}</th>
              <th scope="col">{t('numbers.hours')}</th>
              <th scope="col">{t('numbers.textsTitle')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((number) => (
              <NumberRow key={number.did} number={number} schedules={schedules} />
            ))}
          </tbody>
        </table>
      )}
      {useMe().role === 'admin' && <RefreshNumbers />}
    </Section>
  );
}

/** What was changed in the personal account shows by itself within a day, or now. */
function RefreshNumbers() {
  const t = useT('telephony-rules');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => api.post<NumberList>('/telephony/numbers/refresh'),
    onSuccess: (list) => queryClient.setQueryData(numbersQuery.queryKey, list),
  });
  return (
    <>
      <Button variant="default" size="compact-sm" mt={10} loading={refresh.isPending} onClick={() => refresh.mutate()}>
        {t('numbers.refresh')}
      </Button>
      {refresh.error && (
        <p role="alert" className={classes.bad}>
          {errorText(refresh.error)} {t('numbers.kept')}
        </p>
      )}
    </>
  );
}

type Change = { patch: Patch; undoing?: boolean };
type Patch = { label?: string | null; source?: string | null; scheduleId?: string | null };

function NumberRow({ number, schedules }: { number: PbxNumber; schedules: readonly Schedule[] }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const written = useFormatNumber()(number.did);
  const queryClient = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: ({ patch }: Change) => api.patch<PbxNumber>(`/telephony/numbers/${encodeURIComponent(number.did)}`, patch),
    onMutate: async ({ patch }) => {
      await queryClient.cancelQueries({ queryKey: numbersQuery.queryKey });
      queryClient.setQueryData(numbersQuery.queryKey, (list) => list && { ...list, items: list.items.map(changed(patch)) });
      return { label: number.label, source: number.source, scheduleId: number.scheduleId };
    },
    onSuccess: (_saved, { undoing }, before) => {
      if (undoing) return;
      const undo = () => mutate({ patch: before, undoing: true });
      notifyUndo({ id: `number-${number.did}`, text: t('numbers.saved', { number: written }), undoLabel: common('undo'), undo });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: numbersQuery.queryKey }),
  });
  const changed = (patch: Patch) => (one: PbxNumber) => (one.did === number.did ? { ...one, ...patch } : one);
  const save = (patch: Patch) => mutate({ patch });
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
      <td data-label={t('numbers.label')}>
        <WordField
          size="xs"
          aria-label={t('numbers.labelOf', { number: written })}
          placeholder={number.description ?? ''}
          value={number.label}
          error={error && errorText(error)}
          save={(label) => save({ label })}
        />
      </td>
      <td data-label={t('numbers.source')}>
        <WordField
          size="xs"
          aria-label={t('numbers.sourceOf', { number: written })}
          placeholder={t('numbers.sourceHint')}
          value={number.source}
          save={(source) => save({ source })}
        />
      </td>
      <td data-label={t('numbers.hours')}>
        <NativeSelect
          size="xs"
          aria-label={t('numbers.hoursOf', { number: written })}
          data={[
            { value: '', label: t('numbers.hoursDefault') },
            ...schedules.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={number.scheduleId ?? ''}
          onChange={({ currentTarget }) => save({ scheduleId: currentTarget.value || null })}
        />
      </td>
      <td data-label={t('numbers.textsTitle')}>
        <NumberTexts number={number} />
      </td>
    </tr>
  );
}
