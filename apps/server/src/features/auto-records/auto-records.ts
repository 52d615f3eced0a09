import { decideRecord, type RecordOptions } from '@carillon/telephony';
import { type Claim, claimNumbers, settleClaims } from '../../clients/claim-numbers.ts';
import { linkCreated } from '../../clients/link-created.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallEffect } from '../calls/recorded.ts';
import { type AutoBook, readAutoBook } from './auto-book.ts';
import { type DueCall, findCallers } from './find-callers.ts';
import { handOver } from './hand-over.ts';
import { makeRecords } from './make-records.ts';

/** What the most generous settings would make: a call that needs nothing by these needs no look at the settings. */
const EVERYTHING: RecordOptions = {
  inbound: { enabled: true, create: 'lead', alsoMissed: true },
  outbound: { enabled: true, create: 'lead', moment: 'start' },
  assign: 'answerer',
};

/** Requirement 6: the call of an unknown number leaves exactly one record behind, and whoever answers it takes it over. */
export const autoRecords: CallEffect = async (tx, { workspaceId, connectionId, now }, calls) => {
  const possible = calls.filter(({ after }) => decideRecord(after, EVERYTHING).make !== null);
  if (possible.length === 0) return;
  const book = await readAutoBook(tx, { workspaceId, connectionId, now });
  if (!book) return;
  const due = possible.flatMap((call): DueCall[] => {
    const decision = decideRecord(call.after, book.options);
    if (decision.make === null || call.after.clientNumber === null) return [];
    const wasRefused = hasRefused(call.decision);
    return [{ callId: call.callId, call: call.after, e164: call.after.clientNumber, ...decision, wasRefused }];
  });
  if (due.length === 0) return;
  const fresh = await handOver(tx, book, due);
  if (fresh.length > 0) await record(tx, book, fresh);
};

/** 10.5: a refused call that rings all the same is an ordinary call. */
function hasRefused(decision: unknown): boolean {
  const { steering } = (decision ?? {}) as { steering?: { action?: string } | null }; // ours: only StoredDecisions are kept there
  return steering?.action === 'refuse';
}

/** Finds out whose number is unknown, takes the claims, looks again, and makes the records. */
async function record(tx: Tx, book: AutoBook, due: readonly DueCall[]): Promise<void> {
  const wanting = await findCallers(tx, book, due);
  if (wanting.length === 0) return;
  const oldestLast = wanting.toSorted((a, b) => +a.call.startedAt - +b.call.startedAt).toReversed();
  const first = new Map(oldestLast.map((each) => [each.e164, each])); // of several calls of a number the first one makes it
  const standing = await claimNumbers(tx, {
    workspaceId: book.workspaceId,
    numbers: [...first.values()].map(({ e164, callId }) => ({ e164, callId })),
    at: book.now,
  });
  await linkCreated(tx, book.workspaceId, linksTo(standing));
  const ours = [...first.values()].filter(({ e164 }) => !standing.has(e164));
  const still = await findCallers(tx, book, ours); // somebody without a claim may have been faster: an import, a form
  const made = await makeRecords(tx, book, still);
  await settleClaims(tx, book.workspaceId, made);
}

const linksTo = (claims: ReadonlyMap<string, Claim>) =>
  [...claims.values()].flatMap(({ e164, clientId }) => (clientId === null ? [] : [{ e164, clientId, callId: null }]));
