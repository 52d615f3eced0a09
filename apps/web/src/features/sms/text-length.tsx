import { smsLength } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';

/** In how many parts a text goes, and what still fits into the last one: a single Cyrillic letter makes all of them short. */
export function TextLength({ text }: { text: string }) {
  const t = useT('sms');
  const { parts, left } = smsLength(text);
  if (parts === 0) return t('length.none');
  return `${t('length.parts', { count: parts })} · ${t('length.left', { count: left })}`;
}
