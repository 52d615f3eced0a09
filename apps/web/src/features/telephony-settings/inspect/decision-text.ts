import type { DecisionAnswer } from '@carillon/contract';
import english from '../../../locales/en/telephony-inspect.ts';
import type { KeyOf, Translate } from '../../../lib/i18n/use-t.ts';

type Step = DecisionAnswer['steps'][number];
type Key = KeyOf<'telephony-inspect'>;
type T = Translate<'telephony-inspect'>;

const isKey = (key: string): key is Key => key in english;
/** The words of a code; the bare code when these pages do not know it yet: better than silence. */
const said = (t: T, key: string, code: string): string => (isKey(key) ? t(key) : code);

/** Why it was decided so. */
export function becauseText(t: T, because: string): string {
  const key = `because.${because}`;
  return isKey(key) ? t(key) : t('because.other', { code: because });
}

/** What one step looked at, and what it found. */
export function stepText(t: T, { step, result, saw }: Step): { title: string; found: string } {
  const details = [
    ...(step === 'redirect' && typeof saw.because === 'string' ? [becauseText(t, saw.because)] : []),
    ...(step === 'hours' && saw.respected === false ? [t('saw.notRespected')] : []),
    ...(saw.rehearsal === true ? [t('saw.rehearsal')] : []),
    ...Object.entries(saw).flatMap(([name, value]) => {
      const key = `saw.${name}`;
      return isKey(key) && (typeof value === 'string' || typeof value === 'number') ? [t(key, { value })] : [];
    }),
  ];
  return { title: said(t, `step.${step}`, step), found: [said(t, `result.${result}`, result), ...details].join(' · ') };
}

/** What the caller and the phones will notice of the decision, as sentences. */
export function outcomeText(t: T, { reply, because, rehearsal, steps }: DecisionAnswer): string[] {
  const { redirect, return_timeout: seconds, hangup, caller_name: name } = reply;
  const refused = redirect === 'blacklist' || hangup !== undefined;
  const rung = steps.find(({ step, result }) => step === 'redirect' && result === 'ring')?.saw;
  const sent = typeof redirect === 'string' && !refused ? redirect : undefined;
  const rehearsed = rehearsal && typeof rung?.extension === 'string' ? rung.extension : undefined;
  const extension = sent ?? rehearsed;
  const timeout = Number(seconds ?? rung?.returnTimeoutSeconds ?? 0);
  const first = refused
    ? t('whatIf.refused')
    : extension === undefined
      ? t('whatIf.ordinary')
      : timeout === 0
        ? t('whatIf.ringForever', { extension })
        : t('whatIf.ring', { extension, seconds: timeout });
  return [
    `${first.replace(/\.$/, '')}: ${becauseText(t, because)}.`,
    ...(rehearsal ? [t('whatIf.rehearsal')] : []),
    ...(typeof name === 'string' ? [t('whatIf.named', { name })] : []),
  ];
}
