import { Kbd } from '@mantine/core';
import { type TablerIcon, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useT } from '../lib/i18n/use-t.ts';
import { useMe } from '../lib/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import classes from './keys-help.module.css';

type Row = [label: string, ...keys: string[]];
const ARROWS: Record<string, TablerIcon> = { '↑': IconArrowUp, '↓': IconArrowDown };
type Props = { close: () => void };

/** The list of keys, opened by `?`. */
export default function KeysHelp({ close }: Props) {
  const t = useT('shell');
  const { role } = useMe();
  const rows: Row[] = [
    [t('keysSearch'), 'Ctrl / ⌘', 'K'],
    [t('keysDialler'), 'C'],
    [t('keysGoCalls'), 'G', 'C'],
    [t('keysGoMissed'), 'G', 'M'],
    [t('keysGoContacts'), 'G', 'P'],
    [t('keysGoCompanies'), 'G', 'O'],
    [t('keysGoLeads'), 'G', 'L'],
    [t('keysGoDeals'), 'G', 'D'],
    [t('keysGoTasks'), 'G', 'T'],
    [t('keysGoStatistics'), 'G', 'S'],
    ...(role === 'agent' ? [] : [[t('keysGoLive'), 'G', 'V'] satisfies Row]),
    [t('keysRows'), '↑', '↓'],
    [t('keysEnter'), 'Enter'],
    [t('keysListen'), t('keysSpace')],
    [t('keysEscape'), 'Esc'],
    [t('keysOpen'), '?'],
  ];
  return (
    <Dialog close={close} title={t('keys')} size={400}>
      <dl className={classes.list}>
        {rows.map(([label, ...keys]) => (
          <div key={label} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** An arrow is drawn: not every font has one. */
function Key({ name }: { name: string }) {
  const Arrow = ARROWS[name];
  return <Kbd>{Arrow ? <Arrow size={12} stroke={2} role="img" aria-label={name} /> : name}</Kbd>;
}
