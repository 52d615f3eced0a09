import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '../ui/error-state.tsx';

/** Shown in place of a page that could not be made. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const retry = () => {
    reset();
    void queryClient.resetQueries({ predicate: ({ state }) => state.status === 'error' });
    void router.invalidate();
  };
  return <ErrorState error={error} retry={retry} />;
}

/** The same where not even the shell could be made. */
export function FailedShell(props: ErrorComponentProps) {
  return (
    <main>
      <FailedPage {...props} />
    </main>
  );
}
