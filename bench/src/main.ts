import { type Benchmark, MANY, say } from './benchmark.ts';
import { benchBeside } from './beside.ts';
import { benchBundle } from './bundle.ts';
import { benchCrowd } from './crowd.ts';
import { benchExport } from './export.ts';
import { benchFeatures } from './features.ts';
import { benchDecision } from './decision.ts';
import { fillContacts } from './fill-contacts.ts';
import { asTable, type Finding, holds } from './finding.ts';
import { type Installation, openInstallation } from './installation.ts';
import { benchJournal } from './journal.ts';
import { benchPopup } from './popup.ts';
import { benchQueries } from './queries.ts';
import { benchReconciliation } from './reconciliation.ts';
import { Scope } from './scope.ts';
import { benchSeek } from './seek.ts';
import { benchStart } from './start.ts';
import { benchStartup } from './startup.ts';
import { benchWorkbook } from './workbook.ts';

const BENCHMARKS: Record<string, Benchmark> = {
  bundle: benchBundle,
  decision: benchDecision,
  startup: benchStartup,
  popup: benchPopup,
  crowd: benchCrowd,
  start: benchStart,
  features: benchFeatures,
  queries: benchQueries,
  workbook: benchWorkbook,
  journal: benchJournal,
  beside: benchBeside,
  export: benchExport,
  seek: benchSeek,
  reconciliation: benchReconciliation,
};
/** Minutes of filling: only when asked for by name. */
const LONG: ReadonlySet<string> = new Set(['journal', 'beside', 'export', 'reconciliation']);

const chosen = process.argv.slice(2).filter((word) => !/^\d+$/.test(word));
const size = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? MANY);
const unknown = chosen.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}: choose of ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exit(64);
}

const run = new Scope();
const scope = new Scope();
const closeAll = async (): Promise<void> => {
  await scope.close();
  await run.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeAll().then(() => process.exit(1)));

let opened: Promise<Installation> | undefined;
const large = (): Promise<Installation> => (opened ??= openLarge());

async function openLarge(): Promise<Installation> {
  const installation = await openInstallation(run);
  const began = performance.now();
  await fillContacts(installation.database, { count: MANY, responsibleId: installation.agent.id });
  say(`${MANY} contacts loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return installation;
}

const findings: Finding[] = [];
try {
  for (const [name, bench] of Object.entries(BENCHMARKS)) {
    if (chosen.length > 0 ? !chosen.includes(name) : LONG.has(name)) continue;
    process.stderr.write(`${name}\n`);
    findings.push(...(await bench({ scope, large, size })));
    await scope.close();
  }
} finally {
  await closeAll();
}
process.stdout.write(`${asTable(findings)}\n`);
process.exitCode = findings.every(holds) ? 0 : 1;
