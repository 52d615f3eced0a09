import { parseAccountEvent, type AccountEvent } from './account-events.ts';
import { callerId, callStart, duration, extension, flag, optionalText, statusCode, text } from './fields.ts';
import type { Form } from './form.ts';

/** What every event of a call carries. `pbxCallId` is opaque and the same for the whole call, transfers included. */
export type CallIdentity = { pbxCallId: string; callStart: string };

/** An incoming call. `callerId` is as sent (with or without `+`); `''`, `0` and `anonymous` are hidden callers. */
export type InboundCall = CallIdentity & { callerId: string; calledDid: string };

/** An outgoing call. `destination` may be an extension; `internal` is absent when no extension is involved. */
export type OutboundCall = CallIdentity & {
  destination: string;
  internal: string | null;
  callerId: string | null;
  callType: string | null;
};

/** Who handed the call over. The words of `transferType` are documented nowhere. */
export type Transfer = { transferFrom: string | null; transferType: string | null };

/** How a call ended. `disposition` is the PBX's word; `durationSeconds` is 0 when nobody answered. */
export type CallEnd = {
  durationSeconds: number;
  disposition: string;
  statusCode: number | null;
  isRecorded: boolean;
  callIdWithRec: string | null;
};

/** What the caller pressed. `defaultTaken`: nothing, so the default of the reply is being executed. */
export type PressedKeys = { name: string; digits: string; defaultTaken: boolean };

/** One event of a call, with its words typed and its numbers parsed. */
export type CallEvent =
  | ({ event: 'NOTIFY_START' } & InboundCall)
  | ({ event: 'NOTIFY_INTERNAL'; internal: string | null } & InboundCall & Transfer)
  | ({ event: 'NOTIFY_ANSWER'; callerId: string; destination: string; internal: string | null } & CallIdentity & Transfer)
  | ({ event: 'NOTIFY_END'; internal: string | null; lastInternal: string | null; callType: string | null } & InboundCall &
      CallEnd)
  | ({ event: 'NOTIFY_OUT_START'; dstE164: string | null } & OutboundCall)
  | ({ event: 'NOTIFY_OUT_END' } & OutboundCall & CallEnd)
  | { event: 'NOTIFY_RECORD'; pbxCallId: string; callIdWithRec: string }
  | ({ event: 'NOTIFY_IVR'; waitDtmf: PressedKeys | null; completed: 'digits' | 'number' | null } & InboundCall);

/** A name newer than this SDK, or one whose meaning nobody documents (`NOTIFY_INTERNAL_END`). */
export type UnrecognisedEvent = { event: 'unrecognised'; name: string };

export type WebhookEvent = CallEvent | AccountEvent | UnrecognisedEvent;

/**
 * One delivery as a value. Doesn't look at the signature: ask `verifySignature` first, and remember what it doesn't cover.
 *
 * @throws {WebhookError} `bad-field` when a promised field is absent or malformed: a time that is none, a duration that is not
 *   whole seconds from 0 to a week, a NUL anywhere, JSON that is none.
 */
export function parseWebhook(form: Form): WebhookEvent {
  const event = text(form, 'event');
  switch (event) {
    case 'NOTIFY_START':
      return { event, ...inboundCall(form) };
    case 'NOTIFY_INTERNAL':
      return { event, ...inboundCall(form), internal: extension(form, 'internal'), ...transfer(form) };
    case 'NOTIFY_ANSWER':
      return { event, ...answeredCall(form), ...transfer(form) };
    case 'NOTIFY_END':
      return {
        event,
        ...inboundCall(form),
        internal: extension(form, 'internal'),
        lastInternal: extension(form, 'last_internal'),
        ...callEnd(form),
        callType: optionalText(form, 'calltype'),
      };
    case 'NOTIFY_OUT_START':
      return { event, ...outboundCall(form), dstE164: optionalText(form, 'dst_e164') };
    case 'NOTIFY_OUT_END':
      return { event, ...outboundCall(form), ...callEnd(form) };
    case 'NOTIFY_RECORD':
      return { event, pbxCallId: text(form, 'pbx_call_id'), callIdWithRec: text(form, 'call_id_with_rec') };
    case 'NOTIFY_IVR':
      return { event, ...inboundCall(form), waitDtmf: pressedKeys(form), completed: completed(form) };
    default:
      return parseAccountEvent(event, form) ?? { event: 'unrecognised', name: event }; // a newer cloud: keep it, never crash on it
  }
}

function inboundCall(form: Form): InboundCall {
  return {
    pbxCallId: text(form, 'pbx_call_id'),
    callStart: callStart(form),
    callerId: callerId(form),
    calledDid: text(form, 'called_did'),
  };
}

function answeredCall(form: Form) {
  return {
    pbxCallId: text(form, 'pbx_call_id'),
    callStart: callStart(form),
    callerId: callerId(form),
    destination: text(form, 'destination'),
    internal: extension(form, 'internal'),
  };
}

function outboundCall(form: Form): OutboundCall {
  return {
    pbxCallId: text(form, 'pbx_call_id'),
    callStart: callStart(form),
    destination: text(form, 'destination'),
    internal: extension(form, 'internal'),
    callerId: optionalText(form, 'caller_id'),
    callType: optionalText(form, 'calltype'),
  };
}

function transfer(form: Form): Transfer {
  return { transferFrom: extension(form, 'transfer_from'), transferType: optionalText(form, 'transfer_type') };
}

function callEnd(form: Form): CallEnd {
  return {
    durationSeconds: duration(form),
    disposition: text(form, 'disposition'),
    statusCode: statusCode(form),
    isRecorded: flag(form, 'is_recorded'),
    callIdWithRec: optionalText(form, 'call_id_with_rec'),
  };
}

function pressedKeys(form: Form): PressedKeys | null {
  const name = optionalText(form, 'wait_dtmf[name]');
  const digits = optionalText(form, 'wait_dtmf[digits]');
  const defaultTaken = flag(form, 'wait_dtmf[default_behaviour]');
  return name === null && digits === null && !defaultTaken ? null : { name: name ?? '', digits: digits ?? '', defaultTaken };
}

function completed(form: Form): 'digits' | 'number' | null {
  if (form.get('ivr_saydigits') === 'COMPLETE') return 'digits';
  return form.get('ivr_saynumber') === 'COMPLETE' ? 'number' : null;
}
