import { type DecisionAnswer, RING_REASONS } from '@carillon/contract';

type Step = DecisionAnswer['steps'][number];
type Values = Record<string, string | number>;
type Decided = Pick<DecisionAnswer, 'because' | 'rehearsal' | 'steps' | 'reply'> & { milliseconds?: number };
export type DecisionWords = {
  /** One sentence: "Sent to Anna, responsible for this client, 3 ms". */
  summary: (decision: Decided) => string;
  /** What was looked at: "Blacklist". */
  name: (step: Step) => string;
  /** What was found: "Not in the list". */
  result: (step: Step) => string;
};

type Voice = {
  /** The text of a key, or the key itself where there is none. */
  t: (key: string, values: Values) => string;
  /** Who has this id or this extension. */
  nameOf: (who: { userId: unknown; extension: unknown }) => string | undefined;
  timeText: (iso: string) => string;
};

const RINGS: ReadonlySet<string> = new Set(RING_REASONS);

/** Puts decisions and their steps into words; a code newer than these pages is shown as it is. */
export function decisionWords({ t, nameOf, timeText }: Voice): DecisionWords {
  const say = (key: string, values: Values = {}): string | undefined => {
    const text = t(key, values);
    return text === key ? undefined : text;
  };
  const whoIs = (saw: Step['saw'] | undefined) =>
    nameOf({ userId: saw?.['userId'], extension: saw?.['extension'] }) ?? t('somebody', {});
  const sawAt = (steps: readonly Step[], step: string) => steps.find((one) => one.step === step)?.saw;

  const summary = ({ because, rehearsal, steps, reply, milliseconds }: Decided) => {
    const refusedHidden = because === 'hidden-caller' && ('hangup' in reply || reply['redirect'] === 'blacklist');
    const responsible = sawAt(steps, 'responsible');
    const rung = RINGS.has(because) ? (sawAt(steps, 'redirect') ?? responsible) : responsible;
    const values = { name: whoIs(rung), absent: whoIs(responsible) };
    const key = refusedHidden
      ? 'because.hidden-refused'
      : `${rehearsal && RINGS.has(because) ? 'rehearsal' : 'because'}.${because}`;
    const text = say(key, values) ?? because;
    return milliseconds === undefined ? text : t('inMilliseconds', { text, ms: Math.round(milliseconds) });
  };

  const valuesOf = ({ saw, step }: Step): Values => {
    const plain = Object.entries(saw).map(([key, value]) => [key, typeof value === 'number' ? value : textOf(value)] as const);
    const seconds = saw['secondsAgo'];
    return {
      ...Object.fromEntries(plain),
      ...(step === 'caller-name' ? {} : { name: whoIs(saw) }),
      ...(typeof saw['until'] === 'string' ? { until: timeText(saw['until']) } : {}),
      ...(typeof seconds === 'number' ? { count: Math.max(1, Math.round(seconds / 60)) } : {}),
      ...(step === 'recent-calls'
        ? { dialledBy: whoIs({ userId: saw['dialledBy'] }), talkedWith: whoIs({ userId: saw['talkedWith'] }) }
        : {}),
    };
  };
  return {
    summary,
    name: ({ step }) => say(`step.${step}`) ?? step,
    result: (step) => say(resultKey(step), valuesOf(step)) ?? step.result,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Two results are said differently by what else was seen. */
function resultKey({ step, result, saw }: Step): string {
  if (step === 'redirect' && result === 'ring') {
    const forever = saw['returnTimeoutSeconds'] === 0 ? 'Forever' : '';
    return saw['rehearsal'] === true ? `redirect.rehearse${forever}` : `redirect.ring${forever}`;
  }
  if (step === 'hours' && result === 'closed' && saw['respected'] === false) return 'hours.closedIgnored';
  return `${step}.${result}`;
}
