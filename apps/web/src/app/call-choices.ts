import type { SearchItem } from '@carillon/contract';
import { IconDialpad, IconPhone } from '@tabler/icons-react';
import { useDialling } from '../features/dialling/dial-provider.tsx';
import type { Wanted } from '../features/dialling/dial-state.ts';
import { typedNumber } from '../features/dialling/typed-number.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { useFormatNumber } from '../lib/numbers/use-format-number.ts';
import type { Choice } from './palette-choice.ts';

const CLIENTS_CALLED = 3;
const DIGITS_MIN = 5;

const choice = (some: Pick<Choice, 'id' | 'text' | 'note' | 'go'>): Choice => ({
  group: 'paletteCalls',
  icon: IconPhone,
  ...some,
});

type Asked = { named: string; clients: readonly SearchItem[]; openDialler: () => void };

/** Whom the palette offers to call: the clients it has found, the number that stands in it, any number. */
export function useCallChoices({ named, clients, openDialler }: Asked): Choice[] {
  const t = useT('shell');
  const formatNumber = useFormatNumber();
  const { line, obstacle } = useDialling();
  const call = (target: Wanted) => () => (obstacle === null ? line.dial(target) : line.refuse(target, obstacle));

  const found = clients
    .flatMap(({ type, id, name, number }) => (number === null || type === 'deal' ? [] : [{ about: { type, id }, name, number }]))
    .slice(0, CLIENTS_CALLED)
    .map((target) => {
      const { about, name, number } = target;
      const id = `call-${about.type}-${about.id}`;
      return choice({ id, text: t('callNamed', { name }), note: formatNumber(number), go: call(target) });
    });
  const { dialled, digits, suffix } = typedNumber(named);
  const typed = /^[\d\s()+-]+$/u.test(named) && digits >= DIGITS_MIN && !clients.some(({ number }) => number === dialled);
  const number = typed
    ? [choice({ id: 'call-number', text: t('callNumber', { number: named }), go: call({ number: dialled, suffix }) })]
    : [];
  const dialler = { ...choice({ id: 'dialler', text: t('dialler'), note: 'C', go: openDialler }), icon: IconDialpad };
  const wanted = named === '' || dialler.text.toLocaleLowerCase().includes(named.toLocaleLowerCase());
  return [...found, ...number, ...(wanted ? [dialler] : [])];
}
