import { flag, isAnswer, object, optionalText, optionalWholeNumber, type Answer } from '../answer.ts';
import { parseJson } from '../parse-json.ts';
import { bad, flag as formFlag, optionalText as optionalField } from './fields.ts';
import type { Form } from './form.ts';

export type NumberLookup = {
  number: string | null;
  mcc: string | null;
  mnc: string | null;
  country: string | null;
  operator: string | null;
  ported: boolean;
  roaming: boolean;
  error: string | null;
};

/** One tracked visit that led to a call. `start` is without zone; `pbxCallId` is absent for toll-free numbers. */
export type TrackedCall = {
  tracker: string | null;
  start: string | null;
  durationSeconds: number | null;
  callerId: string | null;
  callerDid: string | null;
  country: string | null;
  gaId: string | null;
  url: string | null;
  firstUtm: string | null;
  utm: { source: string | null; medium: string | null; campaign: string | null; term: string | null; content: string | null };
  pbxCallId: string | null;
};

export type Phrase = { text: string; channel: number | null };
export type RecognisedWord = { word: string; startSeconds: number; endSeconds: number; channel: number | null };

/** What the account reports beside calls. `SPEECH_RECOGNITION` and `DOCUMENT` have no documented signature: hints, not facts. */
export type AccountEvent =
  | { event: 'NUMBER_LOOKUP'; success: boolean | null; description: string | null; results: NumberLookup[] }
  | { event: 'CALL_TRACKING'; calls: TrackedCall[] }
  | { event: 'SMS'; callerId: string; calledDid: string; text: string }
  | {
      event: 'SPEECH_RECOGNITION';
      lang: string | null;
      callId: string | null;
      pbxCallId: string | null;
      phrases: Phrase[];
      words: RecognisedWord[];
    }
  | { event: 'DOCUMENT'; userId: string | null; groupId: string | null; documentType: string | null; message: string | null };

/** @throws {WebhookError} `bad-field` when `result` is not the JSON it is promised to be. */
export function parseAccountEvent(event: string, form: Form): AccountEvent | undefined {
  switch (event) {
    case 'NUMBER_LOOKUP':
      return {
        event,
        success: form.has('success') ? formFlag(form, 'success') : null,
        description: optionalField(form, 'description'),
        results: resultList(form).map(numberLookup),
      };
    case 'CALL_TRACKING':
      return { event, calls: resultList(form).map(trackedCall) };
    case 'SMS': {
      const sms = resultObject(form);
      return { event, callerId: plain(sms, 'caller_id'), calledDid: plain(sms, 'caller_did'), text: plain(sms, 'text') };
    }
    case 'SPEECH_RECOGNITION':
      return speechRecognition(form);
    case 'DOCUMENT': {
      const wrong = object(resultObject(form), 'wrong_document');
      return {
        event,
        userId: optionalText(wrong, 'user_id'),
        groupId: optionalText(wrong, 'group_id'),
        documentType: optionalText(wrong, 'document_type'),
        message: optionalText(wrong, 'message'),
      };
    }
    default:
      return undefined;
  }
}

function result(form: Form): unknown {
  const text = form.get('result') ?? '';
  if (text.includes('\0') || text.includes('\\u0000')) return bad('result', 'holds a NUL'); // no database takes one
  try {
    return parseJson(text);
  } catch {
    return bad('result', 'is no JSON');
  }
}

function resultObject(form: Form): Answer {
  const value = result(form);
  return isAnswer(value) ? value : bad('result', 'is no JSON object');
}

/** Promised as a list; a lone object is taken for a list of one. */
function resultList(form: Form): Answer[] {
  const value = result(form);
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.every(isAnswer) ? items : bad('result', 'is no list of JSON objects');
}

/** A text as it was, the empty one and "false" included. */
function plain(answer: Answer, name: string): string {
  const value = answer[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : bad(`result.${name}`, 'is no text');
}

function numberLookup(row: Answer): NumberLookup {
  return {
    number: optionalText(row, 'number'),
    mcc: optionalText(row, 'mcc'),
    mnc: optionalText(row, 'mnc'),
    country: optionalText(row, 'mccName'),
    operator: optionalText(row, 'mncName'),
    ported: flag(row, 'ported'),
    roaming: flag(row, 'roaming'),
    error: optionalText(row, 'errorDescription'),
  };
}

function trackedCall(row: Answer): TrackedCall {
  return {
    tracker: optionalText(row, 'tracker'),
    start: optionalText(row, 'start'),
    durationSeconds: optionalWholeNumber(row, 'duration'),
    callerId: optionalText(row, 'caller_id'),
    callerDid: optionalText(row, 'caller_did'),
    country: optionalText(row, 'country'),
    gaId: optionalText(row, 'ga_id'),
    url: optionalText(row, 'url'),
    firstUtm: optionalText(row, 'first_utm'),
    utm: {
      source: optionalText(row, 'utm_source'),
      medium: optionalText(row, 'utm_medium'),
      campaign: optionalText(row, 'utm_campaign'),
      term: optionalText(row, 'utm_term'),
      content: optionalText(row, 'utm_content'),
    },
    pbxCallId: optionalText(row, 'pbx_call_id'),
  };
}

function speechRecognition(form: Form): AccountEvent {
  const transcript = resultObject(form);
  return {
    event: 'SPEECH_RECOGNITION',
    lang: optionalField(form, 'lang'),
    callId: optionalField(form, 'call_id'),
    pbxCallId: optionalField(form, 'pbx_call_id'),
    phrases: listIn(transcript, 'phrases').map((phrase) => ({
      text: optionalText(phrase, 'result') ?? '',
      channel: optionalWholeNumber(phrase, 'channel'),
    })),
    words: listIn(transcript, 'words').flatMap((part) =>
      listIn(part, 'result').map((word) => ({
        word: optionalText(word, 'w') ?? '',
        startSeconds: Number(optionalText(word, 's') ?? 0),
        endSeconds: Number(optionalText(word, 'e') ?? 0),
        channel: optionalWholeNumber(part, 'channel'),
      })),
    ),
  };
}

function listIn(answer: Answer, name: string): Answer[] {
  const value = answer[name];
  return Array.isArray(value) ? value.filter(isAnswer) : [];
}
