import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { theme, variables } from './theme.ts';

type Props = { queryClient: QueryClient; children: ReactNode };

/** Everything a page may lean on: look, cache, notices. Light or dark follows the system. */
export function Providers({ queryClient, children }: Props) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        {children}
        <Notifications position="bottom-center" limit={3} containerWidth={420} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
