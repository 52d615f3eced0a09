import type { DiallingRules } from '@carillon/contract';
import { NativeSelect } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Section } from '../../../ui/section.tsx';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';
import { useSaveDialling } from './use-save-dialling.ts';

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
