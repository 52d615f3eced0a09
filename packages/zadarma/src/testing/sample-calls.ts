import { randomBytes } from 'node:crypto';
import { signDelivery, type Delivery } from './sign-delivery.ts';

/** `callStart` is `YYYY-MM-DD HH:MM:SS` in the account's zone; the id is made up when none is given. */
export type SampleCallOptions = { secret: string; callStart: string; pbxCallId?: string };

/** How the call ended; an answered one of 37 seconds when nothing else is said. */
export type SampleEnd = {
  durationSeconds?: number;
  disposition?: string;
  statusCode?: number;
  internal?: string;
  lastInternal?: string;
  callIdWithRec?: string;
  callType?: string;
};

export type SampleInboundCall = ReturnType<typeof sampleInboundCall>;
export type SampleOutboundCall = ReturnType<typeof sampleOutboundCall>;

/** The signed deliveries of one incoming call, to be sent in any order. */
export function sampleInboundCall(options: SampleCallOptions & { callerId: string; calledDid: string }) {
  const { secret, callerId: caller_id, calledDid: called_did, callStart: call_start } = options;
  const pbx_call_id = options.pbxCallId ?? `in_${randomBytes(20).toString('hex')}`;
  const call = { caller_id, called_did, call_start, pbx_call_id };
  return {
    pbxCallId: pbx_call_id,
    start: (): Delivery => signDelivery({ event: 'NOTIFY_START', ...call }, secret),
    internal: (internal: string, transferFrom?: string): Delivery =>
      signDelivery({ event: 'NOTIFY_INTERNAL', ...call, internal, ...transferred(transferFrom) }, secret),
    answer: (internal: string, transferFrom?: string): Delivery => {
      const fields = { caller_id, destination: internal, call_start, pbx_call_id, internal, ...transferred(transferFrom) };
      return signDelivery({ event: 'NOTIFY_ANSWER', ...fields }, secret);
    },
    ivr: (name: string, digits: string): Delivery => {
      const pressed = { 'wait_dtmf[name]': name, 'wait_dtmf[digits]': digits };
      const nothing = digits === '' ? { 'wait_dtmf[default_behaviour]': '1' } : {};
      return signDelivery({ event: 'NOTIFY_IVR', ...call, ...pressed, ...nothing }, secret);
    },
    end: (end: SampleEnd = {}): Delivery => {
      const last = { internal: end.internal, last_internal: end.lastInternal ?? end.internal };
      return signDelivery({ event: 'NOTIFY_END', ...call, ...last, ...ending(end) }, secret);
    },
    /** Nobody answered: the caller gave up, unless another disposition is given. */
    missed: (disposition = 'cancel'): Delivery =>
      signDelivery({ event: 'NOTIFY_END', ...call, ...ending({ durationSeconds: 0, disposition }) }, secret),
    record: (callIdWithRec: string): Delivery => record({ secret, pbx_call_id, call_id_with_rec: callIdWithRec }),
  };
}

/** The signed deliveries of one outgoing call. Without `internal` the field is absent, as for calls of no extension. */
export function sampleOutboundCall(options: SampleCallOptions & { internal?: string; destination: string; callerId?: string }) {
  const { secret, internal, destination, callStart: call_start } = options;
  const pbx_call_id = options.pbxCallId ?? `out_${randomBytes(20).toString('hex')}`;
  const call = { call_start, pbx_call_id, destination, internal };
  const caller_id = options.callerId ?? '0';
  return {
    pbxCallId: pbx_call_id,
    outStart: (): Delivery => signDelivery({ event: 'NOTIFY_OUT_START', ...call, caller_id }, secret),
    answer: (): Delivery => signDelivery({ event: 'NOTIFY_ANSWER', ...call, caller_id }, secret),
    outEnd: (end: SampleEnd = {}): Delivery =>
      signDelivery({ event: 'NOTIFY_OUT_END', ...call, caller_id, ...ending(end) }, secret),
    record: (callIdWithRec: string): Delivery => record({ secret, pbx_call_id, call_id_with_rec: callIdWithRec }),
  };
}

function ending({ durationSeconds = 37, disposition = 'answered', statusCode = 16, callIdWithRec, callType }: SampleEnd) {
  return {
    duration: durationSeconds,
    disposition,
    status_code: statusCode,
    is_recorded: callIdWithRec === undefined ? '0' : '1',
    call_id_with_rec: callIdWithRec,
    calltype: callType,
  };
}

function record({ secret, ...fields }: { secret: string; pbx_call_id: string; call_id_with_rec: string }): Delivery {
  return signDelivery({ event: 'NOTIFY_RECORD', ...fields }, secret);
}

function transferred(from: string | undefined): { transfer_from?: string; transfer_type?: string } {
  return from === undefined ? {} : { transfer_from: from, transfer_type: 'attended' };
}
