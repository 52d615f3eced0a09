import type { CallFact, Party } from './call.ts';

/** What a test says of a fact; everything else is made up. */
export type Said = { [K in CallFact['kind']]: { kind: K } & Partial<Extract<CallFact, { kind: K }>> }[CallFact['kind']];

const START = new Date('2026-03-16T09:00:00Z'); // a Monday
const CLIENT: Party = { text: '+79161234567', e164: '+79161234567', readings: ['+79161234567'] };

/** Seconds after the start of every made-up call. */
export function after(seconds: number): Date {
  return new Date(+START + seconds * 1000);
}

/** Whose extension it is in every made-up company. */
function userOf(extension: string | null | undefined): string | null {
  return extension == null ? null : `user-${extension}`;
}

/** A fact with its gaps filled; equal words make equal fingerprints, as on the wire. */
export function fact(at: number, said: Said): CallFact {
  const inbound = { startedAt: START, caller: CLIENT, did: '+74951112233', ownLeg: false };
  const outbound = { startedAt: START, destination: CLIENT, did: '+74951112233', callType: null, ownLeg: false };
  const extension = 'extension' in said ? (said.extension ?? null) : null;
  const seat = { extension, userId: userOf(extension) };
  const result = { disposition: 'answered', talkSeconds: 0, statusCode: 16, recorded: false, recordingId: null };
  const last = 'lastExtension' in said ? userOf(said.lastExtension) : null;
  const gaps: { readonly [K in CallFact['kind']]: object } = {
    requested: { destination: CLIENT, extension: '101', userId: 'user-101' },
    arrived: inbound,
    rang: { ...inbound, ...seat, transferFrom: null },
    answered: { ...seat, startedAt: START, client: CLIENT, transferFrom: null },
    'hung-up': { ...inbound, ...seat, ...result, lastExtension: null, lastUserId: last },
    dialled: { ...outbound, ...seat },
    'dial-ended': { ...outbound, ...seat, ...result },
    recorded: { recordingId: '1.1' },
    steered: { reply: { action: 'name-only' } },
    expired: {},
  };
  const source = said.kind === 'expired' ? 'clock' : said.kind === 'requested' ? 'click' : 'event';
  const words = { source, late: false, ...gaps[said.kind], ...said };
  return { fingerprint: JSON.stringify(words), ...words, at: after(at) } as CallFact; // the gaps of its kind are filled above
}

/** Facts told in this order, the given seconds after the start of the call. */
export function story(...told: readonly (readonly [seconds: number, said: Said])[]): CallFact[] {
  return told.map(([seconds, said]) => fact(seconds, said));
}
