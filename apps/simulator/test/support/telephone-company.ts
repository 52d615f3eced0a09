import { Cloud, virtualClock, type Answer, type CloudOptions, type Posting } from '../../src/index.ts';
import { parsePhpForm } from '../../src/php-form.ts';

export const MONDAY_MORNING = new Date('2026-03-16T09:00:00Z');

type Arrangement = Omit<Partial<CloudOptions>, 'clock' | 'outside'> & {
  /** The CRM's reply to an event; nothing said means an empty body. */
  reply?: (fields: Record<string, string>) => object | string | undefined;
};

/** A cloud in virtual time whose notifications arrive at a CRM that answers as told. */
export function telephoneCompany({ reply, ...options }: Arrangement = {}) {
  const clock = virtualClock(MONDAY_MORNING);
  const received: { at: number; fields: Record<string, string>; posting: Posting }[] = [];
  const outside = {
    post: async (posting: Posting): Promise<Answer> => {
      const fields = flat(posting.body);
      received.push({ at: (clock.now().getTime() - MONDAY_MORNING.getTime()) / 1000, fields, posting });
      const said = reply?.(fields);
      return { status: 200, body: said === undefined ? '' : typeof said === 'string' ? said : JSON.stringify(said) };
    },
    get: async (url: string): Promise<Answer> => ({ status: 200, body: new URL(url).searchParams.get('zd_echo') ?? '' }),
  };
  const cloud = new Cloud({ seed: 'test', ...options, clock, outside });
  cloud.settings.callUrl = 'http://crm.test/hook';
  return {
    cloud,
    clock,
    received,
    /** Lets so many seconds pass. */
    pass: (seconds: number) => clock.advance(seconds * 1000),
    /** What arrived: `START`, `INTERNAL 101`, `END answered 12`, in order of arrival. */
    story: () => received.map(({ fields }) => inShort(fields)),
    events: (name: string) => received.filter(({ fields }) => fields['event'] === `NOTIFY_${name}`).map(({ fields }) => fields),
  };
}

/** One notification in a few words. */
function inShort(fields: Record<string, string>): string {
  const name = (fields['event'] ?? '').replace('NOTIFY_', '');
  if (name === 'END' || name === 'OUT_END') return `${name} ${fields['disposition']} ${fields['duration']}`;
  if (name === 'OUT_START') return `${name} ${fields['internal'] ?? '-'} → ${fields['destination']}`;
  if (name === 'INTERNAL' || name === 'ANSWER') return `${name} ${fields['internal'] ?? '-'}`;
  return name;
}

/** Brackets stay in the names, as `wait_dtmf[digits]`. */
function flat(body: string): Record<string, string> {
  const form = parsePhpForm(body);
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, value]]
        : [...value].map(([inner, text]) => [`${name}[${inner}]`, typeof text === 'string' ? text : '']),
    ),
  );
}
