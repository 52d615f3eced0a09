import type { Schedule } from '@carillon/contract';
import { ActionIcon, Button, Checkbox, Chip, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useOpenedForm } from '../../../ui/use-opened-form.ts';
import { zoneNames } from '../setup/zone-names.ts';
import { schedulesQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import own from './rules.module.css';
import { bodyOf, clockField, DAYS, type Day, draftFault, draftOf, type ScheduleDraft } from './schedule-draft.ts';

type Props = { schedule: Schedule | null; timezone: string; close: () => void };

/** Weekly spans (two a day make a break) and dates that differ. */
export function ScheduleForm({ schedule, timezone, close }: Props) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(schedule, { name: t('hours.newName'), timezone }));
  const [shown, setShown] = useState(false);
  const fault = draftFault(draft);
  const form = useOpenedForm(close);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      schedule
        ? api.patch(`/telephony/schedules/${schedule.id}`, bodyOf(draft))
        : api.post('/telephony/schedules', bodyOf(draft)),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: schedulesQuery.queryKey });
      close();
    },
  });
  const change = (part: Partial<ScheduleDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault || draft.name.trim() === '') setShown(true);
    else mutate();
  };
  return (
    <form ref={form} onSubmit={submit} className={own.schedule}>
      <div className={classes.form}>
        <TextInput
          label={t('hours.name')}
          required
          autoFocus
          maxLength={100}
          value={draft.name}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Select
          searchable
          allowDeselect={false}
          limit={100}
          label={t('hours.zone')}
          data={zoneNames(draft.timezone)}
          value={draft.timezone}
          onChange={(zone) => change({ timezone: zone ?? draft.timezone })}
        />
        <Checkbox
          className={classes.wide}
          label={t('hours.isDefault')}
          checked={draft.isDefault}
          onChange={({ currentTarget }) => change({ isDefault: currentTarget.checked })}
        />
      </div>
      <Spans draft={draft} change={change} />
      <Dates draft={draft} change={change} />
      {shown && fault && (
        <p role="alert" className={classes.bad}>
          {t(fault)}
        </p>
      )}
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
      <div className={classes.row} style={{ marginTop: 12 }}>
        <Button type="submit" loading={isPending}>
          {common('save')}
        </Button>
        <Button variant="default" onClick={close}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  );
}

type Part = { draft: ScheduleDraft; change: (part: Partial<ScheduleDraft>) => void };
const nextKey = (lines: readonly { key: number }[]): number => Math.max(-1, ...lines.map(({ key }) => key)) + 1;

function Spans({ draft: { spans }, change }: Part) {
  const t = useT('telephony-rules');
  const put = (key: number, part: Partial<(typeof spans)[number]>) =>
    change({ spans: spans.map((span) => (span.key === key ? { ...span, ...part } : span)) });
  return (
    <fieldset className={own.fieldset}>
      <legend className={own.legend}>{t('hours.spans')}</legend>
      {spans.length === 0 && <p className={classes.note}>{t('hours.noSpans')}</p>}
      {spans.map(({ key, days, from, to }, n) => (
        <div key={key} className={own.span}>
          <Chip.Group multiple value={[...days]} onChange={(value) => put(key, { days: value.filter(isDay) })}>
            <fieldset aria-label={t('hours.days', { n: n + 1 })} className={own.days}>
              {DAYS.map((day) => (
                <Chip
                  key={day}
                  value={day}
                  size="xs"
                  radius="sm"
                  icon={null}
                  styles={{ iconWrapper: { display: 'none' }, label: { paddingInline: 8 } }}
                >
                  {t(`day.${day}`)}
                </Chip>
              ))}
            </fieldset>
          </Chip.Group>
          <Clocks from={from} to={to} onChange={(clocks) => put(key, clocks)} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('hours.removeSpan', { n: n + 1 })}
            onClick={() => change({ spans: spans.filter((span) => span.key !== key) })}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() =>
          change({
            spans: [...spans, { key: nextKey(spans), days: spans.at(-1)?.days ?? DAYS.slice(0, 5), from: '14:00', to: '18:00' }],
          })
        }
      >
        {t('hours.addSpan')}
      </Button>
    </fieldset>
  );
}

function Dates({ draft: { dates }, change }: Part) {
  const t = useT('telephony-rules');
  const put = (key: number, part: Partial<(typeof dates)[number]>) =>
    change({ dates: dates.map((line) => (line.key === key ? { ...line, ...part } : line)) });
  return (
    <fieldset className={own.fieldset}>
      <legend className={own.legend}>{t('hours.exceptions')}</legend>
      {dates.map(({ key, date, closed, from, to }) => (
        <div key={key} className={own.span}>
          <input
            type="date"
            aria-label={t('hours.date')}
            value={date}
            onChange={({ currentTarget }) => put(key, { date: currentTarget.value })}
          />
          <Checkbox
            size="xs"
            label={t('hours.closed')}
            checked={closed}
            onChange={({ currentTarget }) => put(key, { closed: currentTarget.checked })}
          />
          {!closed && <Clocks from={from} to={to} onChange={(clocks) => put(key, clocks)} />}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('hours.removeException', { date })}
            onClick={() => change({ dates: dates.filter((line) => line.key !== key) })}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={() => change({ dates: [...dates, { key: nextKey(dates), date: '', closed: true, from: '09:00', to: '18:00' }] })}
      >
        {t('hours.addException')}
      </Button>
    </fieldset>
  );
}

function Clocks({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (clocks: { from?: string; to?: string }) => void;
}) {
  const t = useT('telephony-rules');
  return (
    <>
      <input
        type="time"
        aria-label={t('hours.from')}
        value={from}
        onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
      />
      <span aria-hidden>–</span>
      <input
        type="time"
        aria-label={t('hours.to')}
        value={clockField(to)}
        onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
      />
    </>
  );
}

const isDay = (value: string): value is Day => DAYS.some((day) => day === value);
