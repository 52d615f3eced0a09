import type { Sms } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { EntryBody } from '../../ui/entry-body.tsx';
import entry from '../../ui/entry-body.module.css';
import { PhoneNumber } from '../../ui/phone-number.tsx';
import { MoneyText } from '../deals/money-text.tsx';
import classes from './sms.module.css';

/** A text in a timeline: who wrote to whom, its words, what became of it. */
export function SmsBody({ sms }: { sms: Sms }) {
  const t = useT('sms');
  const { direction, number, party, author, state, parts, cost, currency, reason, text, at } = sms;
  return (
    <EntryBody
      at={at}
      head={
        <span className={entry.quiet}>
          {t(direction === 'in' ? 'from' : 'to')} {number === null ? party : <PhoneNumber number={number} />}
        </span>
      }
    >
      <p className={entry.text}>{text}</p>
      {direction === 'out' && (
        <div className={entry.quiet}>
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
        <div className={entry.quiet}>
          {t('state.received')}
          <Own own={sms.own} />
        </div>
      )}
    </EntryBody>
  );
}

/** Our side of it: the number it came to, the sender that was shown. */
function Own({ own }: { own: string | null }) {
  const formatNumber = useFormatNumber();
  if (own === null) return null;
  return ` · ${/^\+?\d{7,}$/.test(own) ? formatNumber(own.startsWith('+') ? own : `+${own}`) : own}`;
}
