import { callEffects, effectsOfOldCalls } from './call-effects.ts';
import { callLedger } from './features/calls/record-repairs.ts';
import { RECONCILE_CALLS } from './features/reconciliation/reconciliation-state.ts';
import type { ReconciliationDeps } from './features/reconciliation/reconciliation-deps.ts';
import { runReconciliation } from './features/reconciliation/run-reconciliation.ts';
import type { JobTask } from './jobs/start-jobs.ts';

type Deps = Omit<ReconciliationDeps, 'calls'>;

/** What comparing with the statistics needs, the journal's door among it. */
export function reconciliationDeps(deps: Deps): ReconciliationDeps {
  return { ...deps, calls: callLedger({ fresh: callEffects(), old: effectsOfOldCalls() }) };
}

/** Comparing as work of the job queue. */
export function reconciliationTasks(deps: Deps): Record<string, JobTask> {
  const whole = reconciliationDeps(deps);
  return { [RECONCILE_CALLS]: (job, signal) => runReconciliation(whole, job, signal) };
}
