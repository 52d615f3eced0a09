import type { Invitation, User } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { fieldFaults } from '../clients/field-faults.ts';
import { InvitationLink } from './invitation-link.tsx';
import { type UserDraft, UserForm } from './user-form.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './users-page.module.css';

/** Makes an employee's account and the link that lets them in. */
export default function NewUser({ close }: { close: () => void }) {
  const t = useT('users');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: async (draft: UserDraft) => {
      const user = await api.post<User>('/users', draft);
      return api.post<Invitation>(`/users/${user.id}/invitation`);
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['users'] });
      void queryClient.invalidateQueries({ queryKey: ['colleagues'] });
    },
  });

  if (create.data) {
    return (
      <Dialog close={close} title={t('createdTitle', { name: create.data.name })}>
        <InvitationLink invitation={create.data} />
        <div className={classes.actions} style={{ marginTop: 16 }}>
          <Button variant="default" onClick={close}>
            {t('done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog close={close} title={t('newUser')}>
      <UserForm
        fault={create.error ? errorText(create.error) : undefined}
        faults={fieldFaults(create.error)}
        saving={create.isPending}
        saveLabel={t('create')}
        save={(draft) => create.mutate(draft)}
      />
    </Dialog>
  );
}
