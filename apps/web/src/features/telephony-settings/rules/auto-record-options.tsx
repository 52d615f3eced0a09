import type { Features, FeaturesPatch } from '@carillon/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useT } from '../../../lib/i18n/use-t.ts';
import { exampleOf, type Names } from './rule-sentences.ts';
import own from './rules.module.css';
import { useSaveFeatures } from './use-save-features.ts';
import { WordField } from './word-field.tsx';

type Auto = Features['autoCreate'];
type Patch = NonNullable<NonNullable<FeaturesPatch['autoCreate']>['inbound' | 'outbound']>;
type Props = { direction: 'inbound' | 'outbound'; autoCreate: Auto; pipelines: Names['pipelines'] };

const CREATE = ['contact', 'lead', 'deal', 'task'] as const;
const MOMENTS = ['start', 'answer', 'end'] as const;

/** Of one direction: what is made, when, where, and how it is called (6.1, 6.5). */
export function AutoRecordOptions({ direction, autoCreate, pipelines }: Props) {
  const t = useT('telephony-rules');
  const saveFeatures = useSaveFeatures();
  const save = (patch: Patch) => saveFeatures({ autoCreate: { [direction]: patch } });
  const { inbound, outbound } = autoCreate;
  const { create, source, nameTemplate, dealForArchived = false } = autoCreate[direction];
  return (
    <div className={own.options}>
      <NativeSelect
        label={t('auto.create')}
        data={CREATE.map((value) => ({ value, label: t(`auto.${value}`) }))}
        value={create}
        onChange={({ currentTarget: { value } }) => save({ create: CREATE.find((one) => one === value) ?? create })}
      />
      {direction === 'inbound' ? (
        <Switch
          label={t('auto.alsoMissed')}
          checked={inbound.alsoMissed}
          onChange={({ currentTarget }) => saveFeatures({ autoCreate: { inbound: { alsoMissed: currentTarget.checked } } })}
        />
      ) : (
        <NativeSelect
          label={t('auto.moment')}
          data={MOMENTS.map((value) => ({ value, label: t(`auto.${value}`) }))}
          value={outbound.moment}
          onChange={({ currentTarget: { value } }) => {
            const moment = MOMENTS.find((one) => one === value);
            if (moment) saveFeatures({ autoCreate: { outbound: { moment } } });
          }}
        />
      )}
      <WordField
        label={t('auto.template')}
        description={t('auto.templateHint')}
        placeholder="{number}"
        value={nameTemplate ?? null}
        faultOf={(typed) => (/[{}]/.test(exampleOf(typed)) ? t('auto.templateWrong') : undefined)}
        save={(word) => save({ nameTemplate: word })}
      />
      {create !== 'task' && (
        <WordField
          label={t('auto.source')}
          {...(direction === 'inbound' ? { description: t('auto.sourceHint') } : {})}
          value={source ?? null}
          save={(word) => save({ source: word })}
        />
      )}
      <Switch
        label={t('auto.archived')}
        checked={dealForArchived}
        onChange={({ currentTarget }) => save({ dealForArchived: currentTarget.checked })}
      />
      {(create === 'deal' || dealForArchived) && <PlaceSelect place={autoCreate[direction]} pipelines={pipelines} save={save} />}
    </div>
  );
}

type PlaceProps = { place: Auto['inbound' | 'outbound']; pipelines: Names['pipelines']; save: (patch: Patch) => void };

/** A pipeline and one of its open stages, in one choice. */
function PlaceSelect({ place: { pipelineId, stageId }, pipelines, save }: PlaceProps) {
  const t = useT('telephony-rules');
  const options = pipelines.map(({ id, name, stages }) => ({
    group: name,
    items: stages.filter(({ kind }) => kind === 'open').map((stage) => ({ value: `${id} ${stage.id}`, label: stage.name })),
  }));
  const first = pipelines.find(({ id }) => id === pipelineId)?.stages.find(({ kind }) => kind === 'open');
  const stage = stageId ?? first?.id;
  const whose = pipelineId ?? pipelines.find(({ stages }) => stages.some(({ id }) => id === stageId))?.id;
  const choose = (value: string) => {
    const [pipeline = '', chosen = ''] = value.split(' ');
    save(value === '' ? { pipelineId: null, stageId: null } : { pipelineId: pipeline, stageId: chosen });
  };
  return (
    <NativeSelect
      label={t('auto.place')}
      data={[{ value: '', label: t('auto.placeDefault') }, ...options]}
      value={stage && whose ? `${whose} ${stage}` : ''}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
