import { useT } from '../../../lib/i18n/use-t.ts';
import type { Sentence } from './rule-sentences.ts';
import classes from './rules.module.css';

/** What will happen, in plain sentences made from the options themselves. */
export function RuleSentenceBox({ sentences, on }: { sentences: readonly Sentence[]; on: boolean }) {
  const t = useT('rule-sentences');
  return (
    <div className={classes.says} data-on={on}>
      {sentences.map(({ key, values }) => (
        <p key={key}>{t(key, values)}</p>
      ))}
    </div>
  );
}
