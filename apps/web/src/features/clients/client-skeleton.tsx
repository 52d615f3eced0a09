import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ClientLayout } from './client-layout.tsx';

const LINES = [200, 160, 220, 180, 120, 140];

/** A card of the same size while the client comes. */
export function ClientSkeleton() {
  const common = useT('common');
  return (
    <div aria-busy="true" role="status" style={{ display: 'flex', flexDirection: 'column', flex: 1 }}>
      <PageHeader
        title={
          <>
            <VisuallyHidden>{common('loading')}</VisuallyHidden>
            <Skeleton width={220} height={22} />
          </>
        }
      />
      <ClientLayout
        left={
          <Stack gap={20} pt={8}>
            {LINES.map((width) => (
              <Skeleton key={width} width={width} height={12} />
            ))}
          </Stack>
        }
        middle={
          <Stack gap={26} pt={60}>
            {LINES.map((width) => (
              <Skeleton key={width} width={`${width / 3}%`} height={14} />
            ))}
          </Stack>
        }
        right={null}
      />
    </div>
  );
}
