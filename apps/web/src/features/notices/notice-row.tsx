import type { Notification } from '@carillon/contract';
import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { whenText } from '../../lib/time/when.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { noticeTarget } from './notice-target.ts';
import { noticeWords } from './notice-words.ts';
import classes from './notices.module.css';

/** One notice: a new one is told by more than its dot. */
export function NoticeRow({ notice, follow }: { notice: Notification; follow: () => void }) {
  const t = useT('notices');
  const language = useLanguage();
  const now = useNow();
  const formatNumber = useFormatNumber();
  const when = (at: string) => whenText(new Date(at), now, language);
  const { title, text } = noticeWords(notice, { t, formatNumber, when });
  return (
    <li>
      <Link to={noticeTarget(notice)} className={classes.row} data-new={notice.readAt === null || undefined} onClick={follow}>
        {notice.readAt === null && <VisuallyHidden>{t('new')}</VisuallyHidden>}
        <span className={classes.words}>{title}</span>
        <span className={classes.quiet}>
          {text && <>{text} · </>}
          <TimeText at={notice.createdAt} />
        </span>
      </Link>
    </li>
  );
}
