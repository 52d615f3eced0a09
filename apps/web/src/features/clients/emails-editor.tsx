import { useT } from '../../lib/i18n/use-t.ts';
import { InlineText } from '../../ui/inline-text.tsx';

const EMAILS_MAX = 20;
const LENGTH_MAX = 254;

type Props = { emails: readonly string[]; save: (emails: string[]) => void };

/** E-mails one under another, each edited in place; an emptied one goes. */
export function EmailsEditor({ emails, save }: Props) {
  const t = useT('clients');
  return (
    <>
      {emails.map((email, index) => (
        <InlineText
          key={email}
          label={t('email')}
          value={email}
          maxLength={LENGTH_MAX}
          onSave={(typed) => save(typed === '' ? emails.toSpliced(index, 1) : emails.with(index, typed))}
        />
      ))}
      {emails.length < EMAILS_MAX && (
        <InlineText
          key={`new-${emails.length}`}
          label={t('addEmail')}
          placeholder={t('addEmail')}
          value=""
          maxLength={LENGTH_MAX}
          onSave={(typed) => save([...emails, typed])}
        />
      )}
    </>
  );
}
