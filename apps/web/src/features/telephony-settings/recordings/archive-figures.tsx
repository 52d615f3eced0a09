import type { RecordingSettings } from '@carillon/contract';
import type { ReactNode } from 'react';
import { useLanguage, useT } from '../../../lib/i18n/use-t.ts';
import { bytesText } from '../../../lib/numbers/bytes-text.ts';
import { Notice } from '../notice.tsx';
import classes from './recordings.module.css';

const SOON_DAYS = 30;

/** What lies in the archive, and what will when days go on as they have been (5.10). */
export function ArchiveFigures({ settings: { archive, disk, retentionDays } }: { settings: RecordingSettings }) {
  const t = useT('recordings');
  const language = useLanguage();
  const size = (bytes: number) => bytesText(bytes, language);
  const soon = disk.fullInDays !== null && disk.fullInDays <= SOON_DAYS;
  return (
    <>
      {disk.waiting && <Notice severe>{t('disk.waiting')}</Notice>}
      {!disk.waiting && soon && <Notice>{t('disk.soon', { count: disk.fullInDays ?? 0 })}</Notice>}
      <dl className={classes.figures}>
        <Figure label={t('disk.now')}>
          {t('disk.files', { count: disk.files })}, {size(disk.bytes)}
        </Figure>
        {disk.preparing > 0 && <Figure label={t('disk.preparing')}>{disk.preparing}</Figure>}
        {disk.unavailable > 0 && <Figure label={t('disk.unavailable')}>{disk.unavailable}</Figure>}
        <Figure label={t('disk.perDay')}>{size(disk.bytesPerDay)}</Figure>
        <Figure label={t('disk.forecast', { count: retentionDays })}>{size(disk.forecastBytes)}</Figure>
        {disk.freeBytes !== null && <Figure label={t('disk.free')}>{size(disk.freeBytes)}</Figure>}
        {disk.fullInDays !== null && <Figure label={t('disk.full')}>{t('disk.inDays', { count: disk.fullInDays })}</Figure>}
        <Figure label={t('disk.where')}>{t(`disk.${archive}`)}</Figure>
      </dl>
    </>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
