import type { DiallingRules, TelephonySettings } from '@carillon/contract';
import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../../ui/notify-undo.tsx';
import { Section } from '../../../ui/section.tsx';
import { settingsQuery } from '../telephony-queries.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';

type Change = { patch: Partial<DiallingRules>; undoing?: boolean };
const RULES = ['freeDialling', 'othersClients'] as const;
const WHO = ['everybody', 'supervisors'] as const;

/** 3.6: who may call what from the CRM. */
export function DiallingRule({ rules }: { rules: DiallingRules }) {
  const t = useT('telephony-rules');
  const save = useSaveDialling(rules);
  return (
    <Section title={t('dial.title')}>
      <RuleSentenceBox on sentences={RULES.map((rule) => ({ key: `dial.${rule}.${rules[rule]}` as const }))} />
      <div className={own.options}>
        {RULES.map((rule) => (
          <NativeSelect
            key={rule}
            label={t(`dial.${rule}`)}
            data={WHO.map((value) => ({ value, label: t(`dial.${value}`) }))}
            value={rules[rule]}
            onChange={({ currentTarget: { value } }) => {
              const who = WHO.find((one) => one === value);
              if (who) save({ patch: { [rule]: who } });
            }}
          />
        ))}
      </div>
    </Section>
  );
}

/** Saves at once; undo takes it back for 8 seconds. */
function useSaveDialling(before: DiallingRules): (change: Change) => void {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    scope: { id: 'save-features' }, // one after another, so that the last choice is the one that stays
    mutationFn: ({ patch }: Change) => api.patch<TelephonySettings>('/telephony/settings', { dialling: patch }),
    onSuccess: (settings, { undoing }) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      void queryClient.invalidateQueries({ queryKey: ['telephony', 'dialling'] });
      if (undoing) return;
      const undo = () => mutate({ patch: before, undoing: true });
      notifyUndo({ id: 'features', text: t('saved'), undoLabel: common('undo'), undo });
    },
    onError: (error) => notifyFault(errorText(error)),
  });
  return mutate;
}
