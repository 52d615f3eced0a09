import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useT } from '../../../lib/i18n/use-t.ts';
import classes from '../telephony.module.css';

/** A text to be taken elsewhere: read-only, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useT('common');
  return (
    <div className={classes.row}>
      <code className={classes.code} title={label}>
        {value}
      </code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            aria-label={`${t('copy')}: ${label}`}
            onClick={copy}
          >
            {copied ? t('copied') : t('copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
