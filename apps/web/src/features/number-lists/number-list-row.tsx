import { Button } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { TimeText } from '../../ui/time-text.tsx';
import type { ListEntry, ListKind } from './number-lists.ts';
import own from './number-lists.module.css';
import { useUnlistNumber } from './use-list-number.ts';

/** One number or beginning: why it is here, how often it called, until when, who put it here. */
export function NumberListRow({ kind, entry }: { kind: ListKind; entry: ListEntry }) {
  const t = useT('number-lists');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const serverNow = useServerClock();
  const { unlist, removing } = useUnlistNumber(kind);
  const { pattern, comment, expiresAt, hits, lastHitAt, createdBy, createdAt } = entry;
  const said = pattern.endsWith('*') ? pattern : formatNumber(pattern);
  const expired = expiresAt !== null && Date.parse(expiresAt) <= serverNow();
  return (
    <li className={own.row} data-expired={expired}>
      <span className={own.pattern}>{said}</span>
      <span className={own.comment}>{comment}</span>
      <span className={own.facts}>
        {hits > 0 ? t(`${kind}.hits`, { count: hits }) : t('hitsZero')}
        {lastHitAt && (
          <>
            {', '}
            <TimeText at={lastHitAt} />
          </>
        )}
        {expiresAt && (
          <>
            {' · '}
            {expired ? t('expired') : t('until')} <TimeText at={expiresAt} />
          </>
        )}
        {' · '}
        {createdBy && `${createdBy.name}, `}
        <TimeText at={createdAt} />
      </span>
      <Button
        size="compact-xs"
        variant="default"
        loading={removing}
        aria-label={t('removeOf', { pattern: said })}
        onClick={() => unlist(entry)}
      >
        {common('remove')}
      </Button>
    </li>
  );
}
