import type { CallView } from './calls/call.ts';
import type { Cloud } from './cloud.ts';
import type { WireEntry } from './network.ts';

const WIRE_SHOWN = 60;
const ENDED_SHOWN = 6;
const ENDED_LOOKED_AT = 60;
const TEXTS_SHOWN = 20;
const COMPLAINTS_SHOWN = 5;

/** Everything the page draws, as JSON. */
export function pageState(cloud: Cloud, url: string): object {
  const { account, clock, settings, key, secret, faults } = cloud;
  const live = cloud.inFlight();
  return {
    now: clock.now(),
    connection: { url, key, secret, callUrl: settings.callUrl, pbxId: account.pbxId },
    phones: [...account.extensions.values()].map(({ number, name, online, forwardTo }) => ({
      number,
      name,
      online,
      forwardTo,
      calls: live.flatMap((call) => onPhone(call, number)),
    })),
    numbers: account.numbers,
    presetCallers: account.presetCallers,
    outside: live.flatMap(outsidePhones),
    ended: justEnded(cloud),
    texts: cloud.texts.all().slice(-TEXTS_SHOWN).toReversed(),
    faults,
    wire: cloud.wire().slice(-WIRE_SHOWN).toReversed().map(asLine),
    sent: cloud.wire().length,
    complaints: cloud.complaints().slice(-COMPLAINTS_SHOWN).toReversed(),
  };
}

function justEnded(cloud: Cloud): object[] {
  const ended = cloud.calls(ENDED_LOOKED_AT).filter(({ state }) => state === 'ended');
  const latest = ended.toSorted((a, b) => Number(b.endedAt) - Number(a.endedAt)).slice(0, ENDED_SHOWN);
  return latest.map(({ id, kind, from, to, ending, talkSeconds }) => ({ id, kind, from, to, ending, talkSeconds }));
}

/** What the phone of this extension knows of a call: nothing, or one line of its display. */
export function onPhone(call: CallView, extension: string): object[] {
  const mine = call.parties.findLast(({ party, side, state }) => side === 'company' && party === extension && state !== 'left');
  if (!mine) return [];
  const other = extension === call.from ? call.to : call.kind === 'callback' ? call.to : call.from;
  return [
    {
      callId: call.id,
      state: mine.state,
      number: other,
      name: call.callerName,
      since: call.answeredAt ?? call.startedAt,
      canTransfer: call.kind === 'inbound',
    },
  ];
}

/** The telephones outside that take part in a call. The branch of a forwarded extension is one of them. */
function outsidePhones(call: CallView): object[] {
  const inside = call.parties.filter(({ side, state }) => side === 'company' && state !== 'left').map(({ party }) => party);
  return call.parties
    .filter(({ side, state }) => side === 'outside' && state !== 'left')
    .map(({ party, state }) => ({
      callId: call.id,
      number: party,
      state: call.kind === 'inbound' && state === 'calling' ? call.state : state,
      calling: call.kind === 'inbound',
      line: call.kind === 'inbound' ? call.to : call.from,
      inside,
      since: call.answeredAt ?? call.startedAt,
    }));
}

function asLine({
  sequence,
  at,
  event,
  callId,
  fields,
  faults,
  repeated,
  answer,
  milliseconds,
  reply,
  complaint,
}: WireEntry): object {
  const lost = faults.includes('lose') && !repeated;
  return { sequence, at, event, callId, fields, faults, repeated, answer, milliseconds, reply, complaint, lost };
}
