import type { BrowserPhoneHosts } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

/** Tells the provider that its phone may run on this host. For administrators. */
export function AllowHost({ host, done }: { host: string; done: () => void }) {
  const t = useT('browser-phone');
  const errorText = useErrorText();
  const allow = useMutation({
    mutationFn: () => api.post<BrowserPhoneHosts>('/telephony/browser-phone/hosts', { host }),
    onSuccess: done,
  });
  return (
    <>
      <Button variant="default" size="xs" loading={allow.isPending} onClick={() => allow.mutate()}>
        {t('allow', { host })}
      </Button>
      {allow.error && <p role="alert">{errorText(allow.error)}</p>}
    </>
  );
}
