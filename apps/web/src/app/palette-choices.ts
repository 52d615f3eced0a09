import type { SearchItem, Task } from '@carillon/contract';
import { useDebouncedValue } from '@mantine/hooks';
import {
  type TablerIcon,
  IconBriefcase,
  IconBuilding,
  IconBuildingPlus,
  IconCheckbox,
  IconMessage2Search,
  IconPlus,
  IconSettings,
  IconTargetArrow,
  IconUser,
  IconUserPlus,
} from '@tabler/icons-react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../lib/api.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { isNumberItself } from '../lib/numbers/is-number-itself.ts';
import { useFormatNumber } from '../lib/numbers/use-format-number.ts';
import { useMe } from '../lib/session.ts';
import { useCallChoices } from './call-choices.ts';
import type { Choice } from './palette-choice.ts';
import { railItems } from './rail-items.ts';

const FOUND: Record<SearchItem['type'], { group: Choice['group']; icon: TablerIcon; page: string }> = {
  contact: { group: 'paletteClients', icon: IconUser, page: 'contacts' },
  company: { group: 'paletteClients', icon: IconBuilding, page: 'companies' },
  lead: { group: 'paletteClients', icon: IconTargetArrow, page: 'leads' },
  deal: { group: 'paletteWork', icon: IconBriefcase, page: 'deals' },
};
const FOUND_SHOWN = 10;
const TASKS_SHOWN = 4;
const TASKS_LOOKED_AT = 200;

const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<{ items: SearchItem[] }>('/search', { query: { q, limit: FOUND_SHOWN }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });

/** Few enough to be looked through here. */
const myTasksQuery = (me: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['tasks', 'of', me],
    queryFn: ({ signal }) =>
      api.get<{ items: Task[] }>('/tasks', { query: { responsibleId: me, done: false, limit: TASKS_LOOKED_AT }, signal }),
    enabled,
  });

const matches = (text: string, wanted: string) => text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase());

/** Clients, deals and my tasks with this text in them. */
function useFound(named: string): { found: Choice[]; clients: readonly SearchItem[]; searching: boolean } {
  const me = useMe();
  const navigate = useNavigate();
  const formatNumber = useFormatNumber();
  const [settled] = useDebouncedValue(named, 120);
  const records = useQuery(foundQuery(settled));
  const tasks = useQuery(myTasksQuery(me.id, named !== ''));
  const searching = records.isFetching || settled !== named;
  if (settled === '' || named === '') return { found: [], clients: [], searching };

  const found = [
    ...(records.data?.items ?? []).map(({ type, id, name, company, number }): Choice => {
      const { group, icon, page } = FOUND[type];
      const note = [company, number === null || isNumberItself(name, number) ? null : formatNumber(number)]
        .filter(Boolean)
        .join(' · ');
      return { id: `${type}-${id}`, group, icon, text: name, note, go: () => void navigate({ href: `/${page}/${id}` }) };
    }),
    ...(tasks.data?.items ?? [])
      .filter(({ title }) => matches(title, named))
      .slice(0, TASKS_SHOWN)
      .map(({ id, title, about }): Choice => {
        const go = () => void navigate({ to: '/tasks', search: { task: id } });
        return { id: `task-${id}`, group: 'paletteWork', icon: IconCheckbox, text: title, note: about?.name ?? '', go };
      }),
  ];
  return { found, clients: records.data?.items ?? [], searching };
}

/** The conversations in which it was said: words only, numbers are found by other means. */
function useTalks(named: string): Choice[] {
  const t = useT('shell');
  const navigate = useNavigate();
  if (!/\p{L}/u.test(named)) return [];
  const go = () => void navigate({ to: '/calls', search: { said: named } });
  return [{ id: 'said', group: 'paletteTalks', icon: IconMessage2Search, text: t('saidNamed', { text: named }), go }];
}

/** What the palette offers for a text: what is found, pages, and records to be made of it. */
export function useChoices(text: string, openDialler: () => void): { choices: Choice[]; searching: boolean } {
  const t = useT('shell');
  const me = useMe();
  const navigate = useNavigate();
  const named = text.trim();
  const { found, clients, searching } = useFound(named);
  const calls = useCallChoices({ named, clients, openDialler });
  const talks = useTalks(named);

  const pages = railItems
    .filter(({ roles, to }) => roles.includes(me.role) && to !== '/settings/telephony')
    .map(({ to, label, icon }): Choice => {
      return { id: label, group: 'palettePages', icon, text: t(label), go: () => void navigate({ to }) };
    });
  const settings = (to: '/settings/telephony' | '/settings/users', label: 'telephony' | 'users'): Choice => {
    const go = () => void navigate({ to });
    return { id: label, group: 'palettePages', icon: IconSettings, text: `${t('settings')} → ${t(label)}`, go };
  };
  if (me.role !== 'agent') pages.push(settings('/settings/telephony', 'telephony'));
  if (me.role === 'admin') pages.push(settings('/settings/users', 'users'));

  const who: Record<string, string> = /^[\d\s()+-]+$/.test(named) ? { number: named } : { name: named };
  const make = (id: Made, icon: TablerIcon, go: () => void): Choice => {
    const label = named === '' ? t(id) : t(`${id}Named`, { text: named });
    return { id, group: 'paletteActions', icon, text: label, go };
  };
  const of = (given: Record<string, string>) => (named === '' ? {} : given);
  const actions = [
    make('newContact', IconUserPlus, () => void navigate({ to: '/contacts/new', search: of(who) })),
    make('newLead', IconTargetArrow, () => void navigate({ to: '/leads/new', search: of(who) })),
    make('newDeal', IconBriefcase, () => void navigate({ to: '/deals/new', search: of({ title: named }) })),
    make('newTask', IconPlus, () => void navigate({ to: '/tasks', search: named === '' ? { add: 'true' } : { title: named } })),
    make('newCompany', IconBuildingPlus, () => void navigate({ to: '/companies/new', search: of({ name: named }) })),
  ];
  return { choices: [...found, ...calls, ...pages.filter((page) => matches(page.text, named)), ...actions, ...talks], searching };
}

type Made = 'newContact' | 'newLead' | 'newDeal' | 'newTask' | 'newCompany';
