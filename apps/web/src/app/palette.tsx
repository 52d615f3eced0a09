import type { SearchItem } from '@carillon/contract';
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  type TablerIcon,
  IconAddressBook,
  IconBriefcase,
  IconBuilding,
  IconBuildingPlus,
  IconPhone,
  IconSearch,
  IconSettings,
  IconUser,
  IconUserPlus,
  IconUserQuestion,
} from '@tabler/icons-react';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { api } from '../lib/api.ts';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { useFormatNumber } from '../lib/numbers/use-format-number.ts';
import classes from './palette.module.css';

type Choice = {
  id: string;
  group: 'paletteClients' | 'palettePages' | 'paletteActions';
  icon: TablerIcon;
  text: string;
  note?: string;
  go: () => void;
};

const FOUND_ICONS: Record<SearchItem['type'], TablerIcon> = {
  contact: IconUser,
  company: IconBuilding,
  lead: IconUserQuestion,
  deal: IconBriefcase,
};
const FOUND_PAGES: Record<SearchItem['type'], string> = {
  contact: 'contacts',
  company: 'companies',
  lead: 'leads',
  deal: 'deals',
};

const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<{ items: SearchItem[] }>('/search', { query: { q, limit: 8 }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });

const matches = (text: string, wanted: string) => text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase());

function useChoices(text: string): { choices: Choice[]; searching: boolean } {
  const t = useT('shell');
  const me = useMe();
  const navigate = useNavigate();
  const formatNumber = useFormatNumber();
  const [settled] = useDebouncedValue(text.trim(), 120);
  const { data, isFetching } = useQuery(foundQuery(settled));

  const clients = (settled === '' || text.trim() === '' ? [] : (data?.items ?? [])).map((item): Choice => {
    const note = [item.company, item.number === null ? null : formatNumber(item.number)].filter(Boolean).join(' · ');
    return {
      id: `client-${item.id}`,
      group: 'paletteClients',
      icon: FOUND_ICONS[item.type],
      text: item.name,
      note,
      go: () => void navigate({ href: `/${FOUND_PAGES[item.type]}/${item.id}` }),
    };
  });
  const pages: Choice[] = [
    { id: 'calls', group: 'palettePages', icon: IconPhone, text: t('calls'), go: () => void navigate({ to: '/calls' }) },
    {
      id: 'contacts',
      group: 'palettePages',
      icon: IconAddressBook,
      text: t('contacts'),
      go: () => void navigate({ to: '/contacts' }),
    },
    {
      id: 'companies',
      group: 'palettePages',
      icon: IconBuilding,
      text: t('companies'),
      go: () => void navigate({ to: '/companies' }),
    },
  ];
  if (me.role !== 'agent') {
    const go = () => void navigate({ to: '/settings/telephony' });
    pages.push({ id: 'telephony', group: 'palettePages', icon: IconSettings, text: `${t('settings')} → ${t('telephony')}`, go });
  }
  if (me.role === 'admin') {
    const go = () => void navigate({ to: '/settings/users' });
    pages.push({ id: 'users', group: 'palettePages', icon: IconSettings, text: `${t('settings')} → ${t('users')}`, go });
  }
  const named = text.trim();
  const newContact = named === '' ? t('newContact') : t('newContactNamed', { text: named });
  const actions: Choice[] = [
    {
      id: 'new-contact',
      group: 'paletteActions',
      icon: IconUserPlus,
      text: newContact,
      go: () =>
        void navigate({
          to: '/contacts/new',
          search: named === '' ? {} : { [/^[\d\s()+-]+$/.test(named) ? 'number' : 'name']: named },
        }),
    },
    {
      id: 'new-company',
      group: 'paletteActions',
      icon: IconBuildingPlus,
      text: t('newCompany'),
      go: () => void navigate({ to: '/companies/new' }),
    },
  ];
  const shown = [...pages, ...actions].filter((choice) => choice.id === 'new-contact' || matches(choice.text, named));
  return { choices: [...clients, ...shown], searching: isFetching || settled !== named };
}

type Props = { close: () => void };

/** Ctrl/⌘ K: find a client by any fragment of name or number, go to a page, make a record. */
export default function Palette({ close }: Props) {
  const t = useT('shell');
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { choices, searching } = useChoices(text);
  const active = choices[Math.min(chosen, choices.length - 1)];
  const nobody = text.trim() !== '' && !searching && !choices.some(({ group }) => group === 'paletteClients');

  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    choice.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setChosen((chosen + 1) % choices.length);
    else if (event.key === 'ArrowUp') setChosen((chosen - 1 + choices.length) % choices.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing && !(searching && text.trim() !== '')) take(active);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Root opened onClose={close} padding={0} yOffset="12dvh" size={560} transitionProps={{ duration: 80 }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t('paletteLabel')}>
        <div className={classes.field}>
          <IconSearch size={18} stroke={1.7} aria-hidden />
          <input
            data-autofocus
            autoFocus
            role="combobox"
            aria-label={t('paletteLabel')}
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
            aria-autocomplete="list"
            placeholder={t('searchHint')}
            value={text}
            maxLength={200}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div id={listId} role="listbox" aria-label={t('paletteLabel')} className={classes.list} aria-busy={searching}>
          {nobody && <div className={classes.nobody}>{t('paletteNothing', { text: text.trim() })}</div>}
          {(['paletteClients', 'palettePages', 'paletteActions'] as const).map((group) => {
            const own = choices.filter((choice) => choice.group === group);
            if (own.length === 0) return null;
            return (
              <div key={group} role="group" aria-label={t(group)}>
                <div className={classes.group} aria-hidden>
                  {t(group)}
                </div>
                {own.map((choice) => (
                  <Option key={choice.id} id={`${listId}-${choice.id}`} choice={choice} active={choice === active} take={take} />
                ))}
              </div>
            );
          })}
        </div>
        <div className={classes.foot}>{t('paletteHint')}</div>
      </Modal.Content>
    </Modal.Root>
  );
}

type OptionProps = { id: string; choice: Choice; active: boolean; take: (choice: Choice) => void };

function Option({ id, choice, active, take }: OptionProps) {
  const Icon = choice.icon;
  const intoView = (element: HTMLDivElement | null) => {
    if (active) element?.scrollIntoView({ block: 'nearest' });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the combobox above keeps the focus and handles the keys
    <div id={id} ref={intoView} role="option" aria-selected={active} className={classes.option} onClick={() => take(choice)}>
      <Icon size={17} stroke={1.6} aria-hidden />
      <span className={classes.text}>{choice.text}</span>
      {choice.note && <span className={classes.note}>{choice.note}</span>}
    </div>
  );
}
