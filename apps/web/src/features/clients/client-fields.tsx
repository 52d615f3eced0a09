import { Checkbox, TagsInput } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { Field } from '../../ui/fields.tsx';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { useQuery } from '@tanstack/react-query';
import { colleaguesQuery } from '../people/colleagues-query.ts';
import type { Company, Contact, Lead } from '@carillon/contract';
import { EmailsEditor } from './emails-editor.tsx';
import { inPlace, pillsInPlace } from './in-place.ts';

type Shared = Pick<Contact & Company & Lead, 'emails' | 'tags' | 'responsible' | 'responsibleId' | 'doNotCall'>;
type Props = {
  client: Shared;
  /** What stands there while nobody is responsible. */
  nobody?: string;
  save: (change: {
    patch: Partial<Pick<Shared, 'emails' | 'tags' | 'responsibleId' | 'doNotCall'>>;
    shown: Partial<Shared>;
  }) => void;
};

/** What all clients have alike: responsible, e-mails, tags, and whether they want to be called (3.6). */
export function ClientFields({ client, nobody, save }: Props) {
  const t = useT('clients');
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const { responsible, responsibleId, emails, tags, doNotCall } = client;
  return (
    <>
      <Field label={t('responsible')}>
        <ColleagueSelect
          size="xs"
          variant="filled"
          classNames={inPlace}
          aria-label={t('responsible')}
          placeholder={nobody ?? t('chooseResponsible')}
          known={responsible}
          value={responsibleId}
          onChange={(id) => {
            const chosen = colleagues.find((one) => one.id === id);
            save({
              patch: { responsibleId: id },
              shown: { responsibleId: id, responsible: chosen ? { id: chosen.id, name: chosen.name } : null },
            });
          }}
        />
      </Field>
      <Field label={t('emails')}>
        <EmailsEditor emails={emails} save={(next) => save({ patch: { emails: next }, shown: { emails: next } })} />
      </Field>
      <Field label={t('tags')}>
        <TagsInput
          size="xs"
          variant="filled"
          classNames={pillsInPlace}
          aria-label={t('tags')}
          placeholder={tags.length === 0 ? t('addTag') : ''}
          value={tags}
          maxTags={50}
          acceptValueOnBlur
          onChange={(next) => save({ patch: { tags: next }, shown: { tags: next } })}
        />
      </Field>
      <Field label={t('calls')}>
        <Checkbox
          size="xs"
          py={6}
          px={8}
          label={t('doNotCall')}
          checked={doNotCall}
          onChange={({ currentTarget: { checked } }) => save({ patch: { doNotCall: checked }, shown: { doNotCall: checked } })}
        />
      </Field>
    </>
  );
}
