import { useQuery } from '@tanstack/react-query';
import { type KeyOf, useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { whenText } from '../../lib/time/when.ts';
import { colleaguesQuery } from '../people/colleagues-query.ts';
import { type DecisionWords, decisionWords } from './decision-words.ts';

/** Puts decisions and their steps into the reader's words. */
export function useDecisionWords(): DecisionWords {
  const t = useT('decisions');
  const language = useLanguage();
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  return decisionWords({
    t: (key, values) => t(key as KeyOf<'decisions'>, values), // calls of a newer server bring codes we don't know: such a key comes back as it is
    nameOf: ({ userId, extension }) =>
      colleagues.find((one) => one.id === userId || (extension != null && one.extension === extension))?.name,
    timeText: (iso) => whenText(new Date(iso), new Date(), language),
  });
}
