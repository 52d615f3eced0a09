import type { CallView } from '@carillon/contract';
import { type KeyOf, useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { useNow } from '../../lib/time/use-now.ts';
import classes from './call-legs.module.css';
import { legSegments } from './leg-segments.ts';
import { useWhoRang } from './use-who-rang.ts';

/** Whose phone rang when, who talked how long: a line of bars for each extension, and the same in words. */
export function CallLegs({ call }: { call: CallView }) {
  const t = useT('calls');
  const { nameOf } = useWhoRang();
  const now = useNow();
  if (call.participants.length === 0) return <p className={classes.none}>{t('noLegs')}</p>;
  return (
    <ol className={classes.legs}>
      {call.participants.map((leg) => {
        const segments = legSegments(leg, call, now);
        const connects = segments.some(({ kind }) => kind === 'connecting');
        const outcome = t(`leg.${connects ? 'connecting' : leg.outcome}` as KeyOf<'calls'>); // an outcome newer than these pages comes back as its key
        const words = segments.flatMap(({ kind, seconds }) =>
          kind === 'connecting' ? [] : t(kind === 'ringing' ? 'rangFor' : 'talkedFor', { time: durationText(seconds) }),
        );
        const tail = leg.outcome === 'answered' || outcome.startsWith('leg.') ? [] : [outcome];
        return (
          <li key={`${leg.extension}-${leg.rangAt}`}>
            <div className={classes.line}>
              <span>
                {nameOf(leg)} {leg.userId !== null && <span className={classes.extension}>{leg.extension}</span>}
              </span>
              <span className={classes.words}>{[...words, ...tail].join(', ')}</span>
            </div>
            <div className={classes.track} aria-hidden>
              {segments.map(({ kind, left, width }) => (
                <div key={kind} className={classes.bar} data-kind={kind} style={{ left: `${left}%`, width: `${width}%` }} />
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
