import type { Invitation } from '@carillon/contract';
import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { whenText } from '../../lib/time/when.ts';
import classes from './users-page.module.css';

/** A link by which an employee chooses a password: copied and sent by hand. */
export function InvitationLink({ invitation }: { invitation: Invitation }) {
  const t = useT('users');
  const common = useT('common');
  const language = useLanguage();
  const time = whenText(new Date(invitation.expiresAt), useNow(), language);
  return (
    <div className={classes.form}>
      <p className={classes.text}>{t('invitationText', { name: invitation.name, time })}</p>
      <TextInput
        readOnly
        aria-label={t('invitationLink')}
        value={invitation.url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={invitation.url}>
        {({ copied, copy }) => (
          <Button
            style={{ alignSelf: 'start' }}
            variant={copied ? 'default' : 'filled'}
            leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            onClick={copy}
          >
            <span aria-live="polite">{copied ? common('copied') : t('copyLink')}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
