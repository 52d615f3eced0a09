import type { CallView } from '@carillon/contract';
import { Link } from '@tanstack/react-router';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import classes from './journal-cells.module.css';
import { fromFirstMark, markedParts, placeOf } from './marked-parts.ts';

/** The phrase of a call that was searched for: a click opens the call at its second. */
export function SaidLine({ call: { id, said } }: { call: CallView }) {
  const t = useT('calls');
  const [phrase] = said ?? [];
  if (!phrase) return null;
  const search = (before: object) => ({ ...before, at: placeOf(phrase) }) as never; // the journal's filters stay in the address
  return (
    <Link
      to="/calls/$id"
      params={{ id }}
      search={search}
      className={classes.said}
      tabIndex={-1}
      title={phrase.text}
      aria-label={t('saidAt', { at: durationText(phrase.seconds ?? 0), text: phrase.text })}
      onClick={(event) => event.stopPropagation()}
    >
      {phrase.seconds !== null && <span className="figures">{durationText(phrase.seconds)}</span>}{' '}
      {markedParts(fromFirstMark(phrase)).map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : text))}
    </Link>
  );
}
