import { type Answer, flag, optionalText, optionalWholeNumber, promisedFlag, text, texts } from '../answer.ts';
import type { Request } from '../request.ts';
import { ZadarmaError } from '../zadarma-error.ts';

/** The PBX and its extensions in their short form (`100`). The SIP login of one is `<pbxId>-<number>`. */
export type Extensions = { pbxId: string; numbers: string[] };

export type ExtensionInfo = {
  pbxId: string | null;
  number: string;
  name: string;
  callerId: string | null;
  callerIdAppChange: boolean;
  callerIdByDirection: boolean;
  lines: number | null;
  ipRestriction: string | null;
  recordStore: string | null;
  recordEmail: string | null;
  supervisor: boolean;
};

export type RecordingStatus = 'on' | 'off' | 'on_email' | 'off_email' | 'on_store' | 'off_store';
export type SpeechRecognition = 'all' | 'optional' | 'off';
export type RecordingSetting = {
  extension: string;
  status: RecordingStatus;
  /** Up to three addresses. */
  emails?: readonly string[] | undefined;
  speechRecognition?: SpeechRecognition | undefined;
};

export function extensionMethods(request: Request) {
  const read = (extension: string, what: string) =>
    request({ method: 'GET', path: `/v1/pbx/internal/${short(extension)}/${what}/`, safeToRepeat: true });

  return {
    async extensions(): Promise<Extensions> {
      const answer = await request({ method: 'GET', path: '/v1/pbx/internal/', safeToRepeat: true });
      return { pbxId: text(answer, 'pbx_id'), numbers: [...texts(answer, 'numbers')] };
    },

    /** Whether a device is registered for the extension just now. */
    async extensionStatus(extension: string): Promise<{ online: boolean }> {
      const answer = await read(extension, 'status');
      return { online: promisedFlag(answer, 'is_online') };
    },

    async extensionInfo(extension: string): Promise<ExtensionInfo> {
      return extensionInfo(extension, await read(extension, 'info'));
    },

    async setRecording({ extension, status, emails, speechRecognition }: RecordingSetting): Promise<{ recording: string }> {
      const answer = await request({
        method: 'PUT',
        path: '/v1/pbx/internal/recording/',
        params: { id: extension, status, email: emails?.join(','), speech_recognition: speechRecognition },
      });
      return { recording: optionalText(answer, 'recording') ?? status };
    },
  };
}

/** The extension becomes part of a signed path, so nothing may stand in it that a URL parser would change. */
function short(extension: string): string {
  if (/^[\w-]+$/.test(extension)) return extension;
  throw new ZadarmaError('bad-request', 'An extension is a short number such as 100.');
}

function extensionInfo(extension: string, answer: Answer): ExtensionInfo {
  return {
    pbxId: optionalText(answer, 'pbx_id'),
    number: optionalText(answer, 'number') ?? extension,
    name: optionalText(answer, 'name') ?? '',
    callerId: optionalText(answer, 'caller_id'),
    callerIdAppChange: flag(answer, 'caller_id_app_change'),
    callerIdByDirection: flag(answer, 'caller_id_by_direction'),
    lines: optionalWholeNumber(answer, 'lines'),
    ipRestriction: optionalText(answer, 'ip_restriction'),
    recordStore: optionalText(answer, 'record_store'),
    recordEmail: optionalText(answer, 'record_email'),
    supervisor: flag(answer, 'supervisor_status'),
  };
}
