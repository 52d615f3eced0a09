import type { Sms } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { MoneyText } from '../deals/money-text.tsx';
import classes from './sms.module.css';

/** A text in a timeline: who wrote to whom, its words, what became of it. */
export function SmsBody({ sms }: { sms: Sms }) {
  const t = useT('sms');
  const { direction, number, party, author, state, parts, cost, currency, reason, text, at } = sms;
  return (
    <div className={classes.body}>
      <div className={classes.line}>
        <span className={classes.quiet}>
          {t(direction === 'in' ? 'from' : 'to')} {number === null ? party : <PhoneNumber number={number} />}
        </span>
        <span className={classes.when}>
          <TimeText at={at} />
        </span>
      </div>
      <p className={classes.text}>{text}</p>
      {direction === 'out' && (
        <div className={classes.quiet}>
          <span className={state === 'refused' ? classes.bad : state === 'unknown' ? classes.warn : undefined}>
            {t(`state.${state}`)}
            {reason !== null && `: ${reason}`}
          </span>
          {author && ` · ${author.name}`}
          <Own own={sms.own} />
          {parts !== null && parts > 1 && ` · ${t('length.parts', { count: parts })}`}
          {cost !== null && currency !== null && (
            <>
              {' · '}
              <MoneyText amount={cost} currency={currency} />
            </>
          )}
        </div>
      )}
      {direction === 'in' && (
        <div className={classes.quiet}>
          {t('state.received')}
          <Own own={sms.own} />
        </div>
      )}
    </div>
  );
}

/** Our side of it: the number it came to, the sender that was shown. */
function Own({ own }: { own: string | null }) {
  const formatNumber = useFormatNumber();
  if (own === null) return null;
  return ` · ${/^\+?\d{7,}$/.test(own) ? formatNumber(own.startsWith('+') ? own : `+${own}`) : own}`;
}
