import type { CallView } from '@carillon/contract';
import { Code } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { Field, Fields } from '../../ui/fields.tsx';
import { useDecisionWords } from '../decisions/use-decision-words.ts';
import classes from './call-decision-steps.module.css';

/** Why the call went where it went, step by step, and what left for the PBX. */
export function CallDecisionSteps({ decision }: { decision: NonNullable<CallView['decision']> }) {
  const t = useT('calls');
  const words = useDecisionWords();
  return (
    <>
      <p className={classes.summary}>{words.summary(decision)}</p>
      {decision.rehearsal && <p className={classes.note}>{t('rehearsed')}</p>}
      <Fields>
        {decision.steps.map((step) => (
          <Field key={`${step.step}-${step.result}`} label={words.name(step)}>
            <p className={classes.result}>{words.result(step)}</p>
          </Field>
        ))}
        <Field label={t('sentAnswer')}>
          <Code className={classes.code}>{JSON.stringify(decision.reply)}</Code>
        </Field>
      </Fields>
    </>
  );
}
