import type { DecisionAnswer } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyOf, useT } from '../../lib/i18n/use-t.ts';
import { colleaguesQuery } from '../people/colleagues-query.ts';

type Step = DecisionAnswer['steps'][number];
type Decided = Pick<DecisionAnswer, 'because' | 'rehearsal' | 'steps' | 'reply'> & { milliseconds?: number };
export type DecisionWords = {
  /** One sentence: "Sent to Anna, responsible for this client, 3 ms". */
  summary: (decision: Decided) => string;
  /** What was looked at: "Blacklist". */
  name: (step: Step) => string;
  /** What was found: "Not in the list". */
  result: (step: Step) => string;
};

const plain = (saw: Step['saw']): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(saw).map(([key, value]) => [key, typeof value === 'number' || typeof value === 'string' ? value : '']),
  );

/** Puts decisions and their steps into the reader's words; a code newer than these pages is shown as it is. */
export function useDecisionWords(): DecisionWords {
  const t = useT('decisions');
  const { data: colleagues = [] } = useQuery(colleaguesQuery);

  const say = (key: string, values: Record<string, string | number>): string | undefined => {
    const text = t(key as KeyOf<'decisions'>, values); // the server's codes are open-ended: an unknown one comes back as the key itself
    return text === key ? undefined : text;
  };
  const nameOf = (saw: Step['saw'] | undefined, extension: unknown) =>
    colleagues.find((one) => one.id === saw?.userId || (extension !== null && one.extension === extension))?.name ??
    t('somebody');

  const summary = ({ because, rehearsal, steps, reply, milliseconds }: Decided) => {
    const name = nameOf(steps.find(({ step }) => step === 'responsible')?.saw, reply.redirect);
    const refusedHidden = because === 'hidden-caller' && ('hangup' in reply || reply.redirect === 'blacklist');
    const code = rehearsal && because === 'responsible' ? 'rehearsal' : refusedHidden ? 'hidden-refused' : because;
    const text = say(`because.${code}`, { name }) ?? because;
    return milliseconds === undefined ? text : t('inMilliseconds', { text, ms: Math.round(milliseconds) });
  };
  return {
    summary,
    name: ({ step }) => say(`step.${step}`, {}) ?? step,
    result: ({ step, result, saw }) => {
      const values = step === 'responsible' ? { ...plain(saw), name: nameOf(saw, saw.extension) } : plain(saw);
      return say(`${step}.${result}`, values) ?? result;
    },
  };
}
