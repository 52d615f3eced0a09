import { useQueryClient } from '@tanstack/react-query';
import { useT } from '../../lib/i18n/use-t.ts';
import { useDialling } from './dial-provider.tsx';
import type { Wanted } from './dial-state.ts';

/** What a call button does, and in words why it can't. Then a click says so on the screen, for whoever sees no tooltip. */
export function useDialClick(target: Wanted): { why: string | undefined; dial: () => void } {
  const t = useT('dialling');
  const queryClient = useQueryClient();
  const { line, obstacle } = useDialling();
  if (obstacle === null) return { why: undefined, dial: () => line.dial(target) };
  const refuse = () => {
    line.refuse(target, obstacle);
    void queryClient.invalidateQueries({ queryKey: ['telephony', 'dialling'] }); // perhaps it has been put right meanwhile
  };
  return { why: t(`because.${obstacle}`), dial: refuse };
}
