import type { Features } from '@carillon/contract';
import { Button, NativeSelect, Switch } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Section } from '../../../ui/section.tsx';
import { Notice } from '../notice.tsx';
import classes from '../telephony.module.css';
import { ReturnTimeoutField } from './return-timeout-field.tsx';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import { routeSentences } from './rule-sentences.ts';
import own from './rules.module.css';
import { useSaveFeatures } from './use-save-features.ts';

type Options = Features['routeToResponsible'];

/** 7: known clients go to their responsible employee. */
export function RouteRule({ options }: { options: Options }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const [warned, setWarned] = useState(false);
  const saveFeatures = useSaveFeatures();
  const save = (change: Partial<Options>) => saveFeatures({ routeToResponsible: change });
  const confirm = () => {
    setWarned(false);
    save({ enabled: true });
  };
  return (
    <Section title={t('route.title')}>
      <Switch
        label={t('route.switch')}
        checked={options.enabled || warned}
        onChange={({ currentTarget }) => {
          if (currentTarget.checked) return setWarned(true);
          setWarned(false);
          if (options.enabled) save({ enabled: false });
        }}
      />
      {warned && !options.enabled && (
        <Notice
          buttons={
            <>
              <Button onClick={confirm}>{t('route.warningYes')}</Button>
              <Button variant="default" onClick={() => setWarned(false)}>
                {common('cancel')}
              </Button>
            </>
          }
        >
          <p>{t('route.warning')}</p>
        </Notice>
      )}
      <RuleSentenceBox sentences={routeSentences(options)} on={options.enabled && !options.rehearsal} />
      {options.enabled && (
        <div className={own.options}>
          <p className={classes.note}>{t('route.warning')}</p>
          <Switch
            label={t('route.rehearsal')}
            checked={options.rehearsal}
            onChange={({ currentTarget }) => save({ rehearsal: currentTarget.checked })}
          />
          <ReturnTimeoutField
            seconds={options.returnTimeoutSeconds}
            save={(returnTimeoutSeconds) => save({ returnTimeoutSeconds })}
          />
          <NativeSelect
            label={t('route.ambiguous')}
            data={[
              { value: 'openDeal', label: t('route.ambiguousLast') },
              { value: 'none', label: t('route.ambiguousNone') },
            ]}
            value={options.whenAmbiguous}
            onChange={({ currentTarget }) => save({ whenAmbiguous: currentTarget.value === 'none' ? 'none' : 'openDeal' })}
          />
          <Switch
            label={t('route.hours')}
            checked={options.respectHours}
            onChange={({ currentTarget }) => save({ respectHours: currentTarget.checked })}
          />
        </div>
      )}
    </Section>
  );
}
