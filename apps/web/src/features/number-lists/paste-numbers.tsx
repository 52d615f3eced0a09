import { BLACKLIST_BATCH_MAX, type BlacklistBatchReport } from '@carillon/contract';
import { Button, Textarea, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import classes from '../telephony-settings/telephony.module.css';
import { endOfDay } from './number-lists.ts';
import own from './number-lists.module.css';
import { useOpenedForm } from '../../ui/use-opened-form.ts';
import { pastedLines } from './pasted-lines.ts';

/** 10.1: many numbers at once, with what became of each line. */
export function PasteNumbers({ close }: { close: () => void }) {
  const t = useT('number-lists');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [comment, setComment] = useState('');
  const [until, setUntil] = useState('');
  const form = useOpenedForm(close);
  const patterns = pastedLines(text);
  const tooMany = patterns.length > BLACKLIST_BATCH_MAX;
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      api.post<BlacklistBatchReport>('/blacklist/batch', {
        patterns,
        comment: comment.trim() || null,
        expiresAt: endOfDay(until),
      }),
    onSuccess: ({ items }) => {
      setText(items.flatMap(({ typed, error: fault }) => (fault ? [typed] : [])).join('\n')); // what is left to be put right
      void queryClient.invalidateQueries({ queryKey: ['blacklist'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (patterns.length > 0 && !tooMany) mutate();
  };
  return (
    <form ref={form} onSubmit={submit} className={own.paste}>
      <Textarea
        label={t('paste.label')}
        description={t('paste.hint', { max: BLACKLIST_BATCH_MAX })}
        error={tooMany && t('paste.tooMany', { max: BLACKLIST_BATCH_MAX })}
        rows={8}
        autoFocus
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className={classes.row} style={{ alignItems: 'flex-end' }}>
        <TextInput
          label={t('blacklist.comment')}
          maxLength={500}
          w={240}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('expires')}
          title={t('expiresHint')}
          w={150}
          value={until}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={isPending} disabled={patterns.length === 0 || tooMany}>
          {t('paste.add', { count: patterns.length })}
        </Button>
        <Button variant="default" size="sm" onClick={close}>
          {common('close')}
        </Button>
      </div>
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
      <output>{data && <Report report={data} />}</output>
    </form>
  );
}

function Report({ report: { added, items } }: { report: BlacklistBatchReport }) {
  const t = useT('number-lists');
  const common = useT('common');
  return (
    <>
      <p className={own.summary}>{t('paste.done', { added, all: items.length })}</p>
      <ul className={own.report} aria-label={t('paste.report')}>
        {items.map(({ typed, entry, error }, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report never changes, and lines may be the same
          <li key={n}>
            {entry ? (
              <IconCircleCheckFilled size={15} className={classes.good} aria-label={t('paste.ok')} />
            ) : (
              <IconCircleXFilled size={15} className={classes.bad} aria-label={t('paste.refused')} />
            )}
            <span className={own.typed}>{typed}</span>
            <span className={classes.dimmed}>
              {entry ? entry.pattern : error && (error.code === 'invalid' ? t('paste.notNumber') : common(`error.${error.code}`))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
