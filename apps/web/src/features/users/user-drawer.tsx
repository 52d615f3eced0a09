import type { Invitation, User, UserPatch } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { sessionQuery, useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyDone } from '../../ui/notify-undo.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { AbsenceForm } from '../presence/absence-form.tsx';
import { useSaveAbsence } from '../presence/use-save-absence.ts';
import { fieldFaults } from '../clients/field-faults.ts';
import { DeactivateDialog } from './deactivate-dialog.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { UserForm } from './user-form.tsx';
import classes from './users-page.module.css';

type Props = { user: User; close: () => void };

/** One employee: change, invite again, deactivate. */
export default function UserDrawer({ user, close }: Props) {
  const t = useT('users');
  const common = useT('common');
  const me = useMe();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const absence = useSaveAbsence(user);
  const admin = me.role === 'admin';

  const save = useMutation({
    mutationFn: (patch: UserPatch) => api.patch<User>(`/users/${user.id}`, patch),
    onSuccess: (_saved, patch) => {
      notifyDone(patch.active === false ? t('deactivated', { name: user.name }) : t('saved'));
      for (const queryKey of [['users'], ['colleagues'], ['telephony']]) void queryClient.invalidateQueries({ queryKey });
      if (user.id === me.id) void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      close();
    },
    onError: () => setAsking(false),
  });
  const invite = useMutation({ mutationFn: () => api.post<Invitation>(`/users/${user.id}/invitation`) });

  return (
    <SidePanel title={user.name} size={460} close={close}>
      {!admin && <p className={classes.text}>{user.email}</p>}
      {admin && (
        <UserForm
          user={user}
          fault={save.error ? errorText(save.error) : undefined}
          faults={fieldFaults(save.error)}
          saving={save.isPending}
          saveLabel={common('save')}
          save={(draft) => save.mutate(draft)}
        />
      )}
      <Section title={t('extension')} text={t('extensionHint')}>
        <p className={classes.text}>{user.extension ?? t('noExtension')}</p>
      </Section>
      {user.active && (
        <Section title={t('absence')} text={t('absenceText')}>
          <AbsenceForm key={String(user.absence?.until)} user={user} save={absence.save} saving={absence.saving} />
        </Section>
      )}
      {admin && user.active && user.id !== me.id && (
        <Section title={t('invitation')}>
          {invite.error && <p role="alert">{errorText(invite.error)}</p>}
          {invite.data ? (
            <InvitationLink invitation={invite.data} />
          ) : (
            <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
              {t('invitationMake')}
            </Button>
          )}
        </Section>
      )}
      {admin && user.id !== me.id && (
        <div className={classes.danger}>
          {user.active ? (
            <Button variant="outline" color="red" onClick={() => setAsking(true)}>
              {t('deactivate')}
            </Button>
          ) : (
            <Button variant="default" loading={save.isPending} onClick={() => save.mutate({ active: true })}>
              {t('activate')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <DeactivateDialog
          user={user}
          close={() => setAsking(false)}
          saving={save.isPending}
          deactivate={() => save.mutate({ active: false })}
        />
      )}
    </SidePanel>
  );
}
