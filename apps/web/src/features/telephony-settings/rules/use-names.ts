import type { TelephonySettings } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { pipelinesQuery } from '../../deals/deals-query.ts';
import { colleaguesQuery } from '../../people/colleagues-query.ts';
import type { Names } from './rule-sentences.ts';

/** What the rules' sentences call by name; somebody who has left is no default responsible. */
export function useNames({ defaultResponsibleId }: TelephonySettings): Names {
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const { data: pipelines = [] } = useQuery(pipelinesQuery);
  const byDefault = colleagues.find(({ id, active }) => active && id === defaultResponsibleId);
  return { defaultResponsible: byDefault ? { name: byDefault.name } : null, pipelines };
}
