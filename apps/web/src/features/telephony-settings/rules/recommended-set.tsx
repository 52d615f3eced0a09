import type { TelephonySettings } from '@carillon/contract';
import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../lib/i18n/use-t.ts';
import { TextLink } from '../../../ui/text-link.tsx';
import { hasClientsQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { type Recommendation, recommend } from './recommended.ts';
import own from './rules.module.css';
import { useSaveFeatures } from './use-save-features.ts';

/** One button for what suits nearly everybody; says what it will switch on. */
export function RecommendedSet({ features }: { features: TelephonySettings['features'] }) {
  const t = useT('telephony-rules');
  const save = useSaveFeatures();
  const { data: hasClients = false } = useQuery(hasClientsQuery);
  const { parts, patch } = recommend(features, { hasClients });
  return (
    <>
      <p className={classes.note}>{t(patch ? 'recommended.text' : 'recommended.done')}</p>
      <ul className={classes.list}>
        {parts.map((part) => (
          <PartLine key={part.name} part={part} />
        ))}
      </ul>
      {patch && (
        <Button mt={10} variant="light" onClick={() => save(patch)}>
          {t('recommended.apply')}
        </Button>
      )}
      {features.routeToResponsible.enabled && features.routeToResponsible.rehearsal && (
        <p className={classes.note} style={{ marginTop: 10 }}>
          {t('recommended.rehearsing')}
        </p>
      )}
    </>
  );
}

function PartLine({ part: { name, on, waitsForClients } }: { part: Recommendation['parts'][number] }) {
  const t = useT('telephony-rules');
  const Icon = on ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <li className={own.part}>
      <Icon size={16} className={on ? classes.good : classes.dimmed} aria-hidden />
      <span>
        {t(`${name}.title`)}{' '}
        <span className={classes.dimmed}>
          {t(on ? 'part.on' : waitsForClients ? 'part.waits' : 'part.off')}{' '}
          {waitsForClients && (
            <TextLink to="/contacts/import" underline="always">
              {t('part.import')}
            </TextLink>
          )}
        </span>
      </span>
    </li>
  );
}
