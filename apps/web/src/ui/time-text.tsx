import { useLanguage } from '../lib/i18n/use-t.ts';
import { exactText, whenText } from '../lib/time/when.ts';

type Props = { at: string };

/** A moment in the reader's zone, the exact one on hover. */
export function TimeText({ at }: Props) {
  const language = useLanguage();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={exactText(moment, language)}>
      {whenText(moment, new Date(), language)}
    </time>
  );
}
