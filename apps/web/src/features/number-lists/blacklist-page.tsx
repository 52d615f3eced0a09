import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { settingsQuery } from '../telephony-settings/telephony-queries.ts';
import classes from '../telephony-settings/telephony.module.css';
import { NumberForm } from './number-form.tsx';
import { NumberList } from './number-list.tsx';
import { PasteNumbers } from './paste-numbers.tsx';

/** Settings → Telephony → Blacklist (10.1): who is refused, since when, and how often it helped. */
export function BlacklistPage() {
  const t = useT('number-lists');
  const [q, setQ] = useState('');
  const [pasting, setPasting] = useState(false);
  const paste = (
    <Button id="paste-numbers" variant="default" size="sm" onClick={() => setPasting(true)}>
      {t('paste.open')}
    </Button>
  );
  return (
    <>
      <title>{`${t('blacklist.title')} · Carillon`}</title>
      <PageHeader title={t('blacklist.title')} actions={<SearchBox label={t('search')} value={q} onChange={setQ} />} />
      <SwitchedOff />
      {pasting ? <PasteNumbers close={() => setPasting(false)} /> : <NumberForm kind="blacklist" more={paste} />}
      <NumberList kind="blacklist" q={q} />
    </>
  );
}

/** The list alone refuses nobody: the switch stands under Rules, which only administrators see. */
function SwitchedOff() {
  const t = useT('number-lists');
  const admin = useMe().role === 'admin';
  const { data } = useQuery({ ...settingsQuery, enabled: admin });
  if (data?.features.blacklist.enabled !== false) return null;
  return (
    <p className={classes.note}>
      {t('switchedOff')}{' '}
      <TextLink to="/settings/telephony/rules" underline="always">
        {t('toRules')}
      </TextLink>
    </p>
  );
}
