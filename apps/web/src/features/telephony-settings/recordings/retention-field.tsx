import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useSaveRecordingSettings } from './recording-settings-query.ts';

const DAYS_MAX = 3650;

/** How many days recordings are kept. Fewer than now erases what is older, which can't be taken back: so it asks. */
export function RetentionField({ days }: { days: number }) {
  const t = useT('recordings');
  const common = useT('common');
  const save = useSaveRecordingSettings();
  const [typed, setTyped] = useState<number | string>(days);
  const [shown, setShown] = useState(days);
  const [asked, setAsked] = useState<number | null>(null);
  if (shown !== days) {
    setShown(days); // an undo, or another tab
    setTyped(days);
  }
  const fits = typeof typed === 'number' && Number.isInteger(typed) && typed >= 1 && typed <= DAYS_MAX;
  const leave = () => {
    if (!fits || typed === days || asked !== null) return;
    if (typed < days) setAsked(typed);
    else save({ retentionDays: typed });
  };
  const giveUp = () => {
    setAsked(null);
    setTyped(days);
  };
  return (
    <>
      <NumberInput
        maw={260}
        label={t('keep.days')}
        error={fits ? undefined : t('keep.wrong', { max: DAYS_MAX })}
        allowNegative={false}
        allowDecimal={false}
        max={99_999}
        value={typed}
        onChange={setTyped}
        onBlur={leave}
        onKeyDown={({ key }) => key === 'Enter' && leave()}
      />
      {asked !== null && (
        <Dialog title={t('keep.askTitle', { count: asked })} close={giveUp}>
          <Text size="sm">{t('keep.askText', { count: asked })}</Text>
          <Group mt="md" justify="flex-end">
            <Button variant="default" onClick={giveUp}>
              {common('cancel')}
            </Button>
            <Button
              color="red"
              onClick={() => {
                save({ retentionDays: asked });
                setAsked(null);
              }}
            >
              {t('keep.askYes')}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}
