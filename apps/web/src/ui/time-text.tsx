import { useLanguage } from '../lib/i18n/use-t.ts';
import { useNow } from '../lib/time/use-now.ts';
import { exactText, whenText } from '../lib/time/when.ts';

type Props = { at: string };

/** A moment in the reader's zone, the exact one on hover. */
export function TimeText({ at }: Props) {
  const language = useLanguage();
  const now = useNow();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={exactText(moment, language)}>
      {whenText(moment, now, language)}
    </time>
  );
}
