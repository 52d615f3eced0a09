import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { isReturnTimeout } from '../../../lib/numbers/is-return-timeout.ts';
import { Notice } from '../notice.tsx';

/** 7.2: saved when the field is left; 0 asks first. */
export function ReturnTimeoutField({ seconds, save }: { seconds: number; save: (seconds: number) => void }) {
  const t = useT('telephony-rules');
  const common = useT('common');
  const [value, setValue] = useState<number | string>(seconds);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState(seconds);
  if (shown !== seconds) {
    setShown(seconds); // an undo, or another tab
    setValue(seconds);
  }
  const number = typeof value === 'number' ? value : Number.NaN;
  const leave = () => {
    if (number === seconds || !isReturnTimeout(number)) return;
    if (number === 0) setAsking(true);
    else save(number);
  };
  const answer = (yes: boolean) => () => {
    setAsking(false);
    if (yes) save(0);
    else setValue(seconds);
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
        value={value}
        onChange={setValue}
        onBlur={leave}
        onKeyDown={({ key }) => key === 'Enter' && leave()}
      />
      {asking && (
        <Notice
          buttons={
            <>
              <Button onClick={answer(true)}>{t('route.foreverYes')}</Button>
              <Button variant="default" onClick={answer(false)}>
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
