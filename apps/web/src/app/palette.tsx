import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useT } from '../lib/i18n/use-t.ts';
import { CHOICE_GROUPS, type Choice } from './palette-choice.ts';
import { useChoices } from './palette-choices.ts';
import { useFocusReturn } from '../ui/use-focus-return.ts';
import classes from './palette.module.css';

type Props = { close: () => void; openDialler: () => void };

/** Ctrl/⌘ K: find a client by any fragment of name or number, call them, go to a page, make a record. */
export default function Palette({ close, openDialler }: Props) {
  const t = useT('shell');
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { choices, searching } = useChoices(text, openDialler);
  const active = choices[Math.min(chosen, choices.length - 1)];
  const nobody =
    text.trim() !== '' && !searching && !choices.some(({ group }) => group === 'paletteClients' || group === 'paletteWork');

  useFocusReturn();
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
          {CHOICE_GROUPS.map((group) => {
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
