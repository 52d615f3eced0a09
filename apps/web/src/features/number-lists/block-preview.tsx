import type { BlacklistPreview } from '@carillon/contract';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import own from './number-lists.module.css';

const PAUSE_MS = 300;
const DIGITS_MIN = 5;

/** 10.1: what this entry would have done to the calls of the last 30 days. Silent while the number is not whole. */
export function BlockPreview({ typed }: { typed: string }) {
  const t = useT('number-lists');
  const [pattern] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['blacklist', 'preview', pattern],
    queryFn: ({ signal }) => api.get<BlacklistPreview>('/blacklist/preview', { query: { pattern }, signal }),
    enabled: pattern.replace(/\D/g, '').length >= DIGITS_MIN,
    retry: false, // half a number is refused: the form says so when it is sent
    staleTime: 60_000,
  });
  if (!data || typed.trim() === '') return <output className={own.preview} />;
  const count = typeof data.calls === 'number' ? data.calls : 10_001;
  const calls = typeof data.calls === 'number' ? t('preview.calls', { count }) : t('preview.many');
  return (
    <output className={own.preview} data-warns={data.fromClients !== 0}>
      {data.calls === 0
        ? t('preview.none', { pattern: data.pattern })
        : `${data.pattern}: ${calls}, ${data.fromClients === 0 ? t('preview.noClients') : t('preview.fromClients', { n: data.fromClients })}`}
    </output>
  );
}
