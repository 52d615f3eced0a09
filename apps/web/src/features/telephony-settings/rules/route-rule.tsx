import type { Features } from '@carillon/contract';
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Section } from '../../../ui/section.tsx';
import { Notice } from '../notice.tsx';
import { useSaveSettings } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { isReturnTimeout } from './is-return-timeout.ts';
import { routeSentences } from './rule-sentences.ts';
import { RuleSentenceBox } from './rule-sentence-box.tsx';
import own from './rules.module.css';

type Options = Features['routeToResponsible'];

/** 7: known clients go to their responsible employee. */
export function RouteRule({ options }: { options: Options }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const errorText = useErrorText();
  const [warned, setWarned] = useState(false);
  const { mutate, isPending, error } = useSaveSettings();
  const save = (change: Partial<Options>) => mutate({ features: { routeToResponsible: change } });
  return (
    <Section title={t('route.title')}>
      <Switch
        label={t('route.switch')}
        checked={options.enabled || warned}
        disabled={isPending}
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
              <Button
                loading={isPending}
                onClick={() =>
                  mutate({ features: { routeToResponsible: { enabled: true } } }, { onSuccess: () => setWarned(false) })
                }
              >
                {t('route.warningYes')}
              </Button>
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
          <Timeout seconds={options.returnTimeoutSeconds} save={(returnTimeoutSeconds) => save({ returnTimeoutSeconds })} />
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
      {error && (
        <p role="alert" className={classes.bad}>
          {errorText(error)}
        </p>
      )}
    </Section>
  );
}

/** 7.2: saved when the field is left; 0 asks first. */
function Timeout({ seconds, save }: { seconds: number; save: (seconds: number) => void }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const [value, setValue] = useState<number | string>(seconds);
  const [asking, setAsking] = useState(false);
  const number = typeof value === 'number' ? value : Number.NaN;
  const leave = () => {
    if (number === seconds || !isReturnTimeout(number)) return;
    if (number === 0) setAsking(true);
    else save(number);
  };
  return (
    <>
      <NumberInput
        label={t('route.timeout')}
        description={t('route.timeoutHint')}
        error={isReturnTimeout(number) ? undefined : t('route.timeoutWrong')}
        allowNegative={false}
        allowDecimal={false}
        max={999}
        w={240}
        value={value}
        onChange={setValue}
        onBlur={leave}
        onKeyDown={({ key }) => key === 'Enter' && leave()}
      />
      {asking && (
        <Notice
          buttons={
            <>
              <Button
                onClick={() => {
                  setAsking(false);
                  save(0);
                }}
              >
                {t('route.foreverYes')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setAsking(false);
                  setValue(seconds);
                }}
              >
                {common('cancel')}
              </Button>
            </>
          }
        >
          <p>{t('route.foreverAsk')}</p>
        </Notice>
      )}
    </>
  );
}
