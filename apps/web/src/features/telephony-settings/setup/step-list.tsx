import type { CheckName, TelephonyCheck, TelephonySettings } from '@carillon/contract';
import { Accordion, VisuallyHidden } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useT } from '../../../lib/i18n/use-t.ts';
import { RecommendedSet } from '../rules/recommended-set.tsx';
import { recommend } from '../rules/recommended.ts';
import { ClientsStep, RecordingStep, TestCallStep } from './simple-steps.tsx';
import { DefaultResponsibleStep } from './default-responsible-step.tsx';
import { ExtensionsStep } from './extensions-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { usePastLoad } from '../compare/use-past-load.ts';
import { NotificationsStep } from './notifications-step.tsx';
import { PastCallsStep } from './past-calls-step.tsx';
import { ReachableStep } from './reachable-step.tsx';
import classes from './step-list.module.css';
import { useCheckText } from './use-check-text.ts';

type Item = TelephonyCheck['items'][number];
/** The rules come after the clients: without those every caller is unknown (6.9). */
type StepName = CheckName | 'rules' | 'pastCalls';
const ORDER: readonly StepName[] = [
  'reachable',
  'keys',
  'notifications',
  'extensions',
  'pastCalls',
  'clients',
  'defaultResponsible',
  'recording',
  'rules',
  'callIn',
  'callOut',
];

type Props = { settings: TelephonySettings; items: readonly Item[] | undefined };

/** The checklist that is also the wizard: each step is done inside its own line, and is green when it was verified. */
export function StepList({ settings, items }: Props) {
  const t = useT('telephony');
  const checkText = useCheckText();
  const [opened, setOpened] = useState<string[] | null>(null);
  const itemOf = (name: StepName): Item | undefined => items?.find((item) => item.name === name);
  const { parts, patch } = recommend(settings.features, { hasClients: true });
  const rules = t('rules.state', { on: parts.filter(({ on }) => on).length, all: parts.length });
  const past = usePastLoad(settings.connected);
  const marks: Partial<Record<StepName, boolean | null>> = {
    rules: patch === null || null,
    pastCalls: past.loaded !== undefined || null,
  };
  const states: Partial<Record<StepName, string>> = { rules, pastCalls: t(`pastCalls.${past.state}`) };
  const isOpen = (name: StepName): boolean => (name in marks ? marks[name] !== true : isNext(itemOf(name)));
  const first = settings.connected ? items && ORDER.find(isOpen) : 'keys';
  const shown = opened ?? (first ? [first] : []);
  return (
    <Accordion multiple value={shown} onChange={setOpened} order={2} chevronPosition="right" className={classes.steps}>
      {ORDER.map((name) => {
        const item = itemOf(name);
        const ok = name in marks ? marks[name] : item?.ok;
        return (
          <Accordion.Item key={name} value={name} data-step={name}>
            <Accordion.Control icon={<StepMark ok={ok} />}>
              <span className={classes.title}>{t(`step.${name}`)}</span>
              <span className={classes.state}>{states[name] ?? (item ? checkText(item) : '')}</span>
            </Accordion.Control>
            <Accordion.Panel>{shown.includes(name) && <StepBody name={name} settings={settings} item={item} />}</Accordion.Panel>
          </Accordion.Item>
        );
      })}
    </Accordion>
  );
}

/** The step to open by itself. Reachability that was not tried yet is proved by connecting the notifications, two steps on. */
const isNext = (item: Item | undefined): boolean => item?.ok !== true && !(item?.name === 'reachable' && item.ok === null);

function StepMark({ ok }: { ok: boolean | null | undefined }) {
  const t = useT('telephony');
  const [Icon, state] =
    ok === true
      ? [IconCircleCheckFilled, 'good' as const]
      : ok === false
        ? [IconCircleXFilled, 'bad' as const]
        : [IconCircleDashed, 'open' as const];
  return (
    <>
      <Icon size={20} className={classes[state]} aria-hidden />
      <VisuallyHidden>{t(`mark.${state}`)}</VisuallyHidden>
    </>
  );
}

function StepBody({ name, settings, item }: { name: StepName; settings: TelephonySettings; item: Item | undefined }) {
  switch (name) {
    case 'reachable':
      return <ReachableStep settings={settings} />;
    case 'keys':
      return <KeysStep settings={settings} />;
    case 'notifications':
      return <NotificationsStep settings={settings} />;
    case 'extensions':
      return <ExtensionsStep settings={settings} />;
    case 'pastCalls':
      return <PastCallsStep settings={settings} />;
    case 'clients':
      return <ClientsStep />;
    case 'defaultResponsible':
      return <DefaultResponsibleStep settings={settings} />;
    case 'recording':
      return <RecordingStep settings={settings} />;
    case 'rules':
      return <RecommendedSet features={settings.features} />;
    case 'callIn':
    case 'callOut':
      return <TestCallStep name={name} done={item?.ok === true} />;
    default:
      return name satisfies never;
  }
}
