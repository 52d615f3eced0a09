import { bareNumber, type Extension, type SpeechSetting } from '../account.ts';
import { asInteger, refusal, success, type Method, type MethodRequest } from './method.ts';

const RECORDING_WORDS = ['on', 'off', 'on_email', 'off_email', 'on_store', 'off_store'];
const SPEECH_WORDS: Record<SpeechSetting, string> = {
  off: 'Without recognition',
  optional: 'For manual recognition',
  all: 'For automatic speech recognition',
};
const UNKNOWN = refusal(400, 'Field "sip" could be only SIP or PBX number');

export const extensionMethods: Method[] = [
  {
    verb: 'GET',
    path: '/v1/pbx/internal',
    answer: ({ cloud: { account } }) =>
      success({ pbx_id: account.pbxId, numbers: [...account.extensions.keys()].map(asInteger) }),
  },
  {
    verb: 'GET',
    path: '/v1/pbx/internal/:extension/status',
    answer(request) {
      const extension = wanted(request, request.variables[0]);
      if (!extension) return UNKNOWN;
      return success({
        pbx_id: request.cloud.account.pbxId,
        number: asInteger(extension.number),
        is_online: String(extension.online),
      });
    },
  },
  {
    verb: 'GET',
    path: '/v1/pbx/internal/:extension/info',
    answer(request) {
      const extension = wanted(request, request.variables[0]);
      if (!extension) return UNKNOWN;
      return success({
        pbx_id: request.cloud.account.pbxId,
        number: asInteger(extension.number),
        name: extension.name,
        caller_id: `+${bareNumber(extension.callerId)}`,
        caller_id_app_change: 'false',
        caller_id_by_direction: 'false',
        lines: '3',
        ip_restriction: false,
        record_store: extension.recording ? SPEECH_WORDS[extension.speech] : false,
        record_email: 'false',
        supervisor_status: 0,
      });
    },
  },
  {
    verb: 'PUT',
    path: '/v1/pbx/internal/recording',
    answer(request) {
      const { text, cloud } = request;
      const extension = wanted(request, text('id'));
      const status = text('status') ?? '';
      if (!extension) return UNKNOWN;
      if (!RECORDING_WORDS.includes(status)) return refusal(400, 'Wrong parameters!');
      const speech = text('speech_recognition');
      if (speech !== undefined && !isSpeechSetting(speech)) return refusal(400, 'Wrong parameters!');
      extension.recording = status.startsWith('on');
      extension.speech = speech ?? extension.speech;
      cloud.touch();
      const body = {
        internal_number: asInteger(extension.number),
        recording: status,
        speech_recognition: extension.speech,
      };
      return success({ ...body, email: text('email') ?? '' });
    },
  },
  { verb: 'GET', path: '/v1/pbx/redirection', answer: (request) => redirectionOf(request) },
  {
    verb: 'POST',
    path: '/v1/pbx/redirection',
    answer(request) {
      const { text, cloud } = request;
      const extension = wanted(request, text('pbx_number'));
      const number = bareNumber(text('destination') ?? '');
      if (!extension) return UNKNOWN;
      if (text('status') === 'off') cloud.setForwarding(extension.number, null);
      else if (text('type') === 'phone' && /^\d{7,15}$/.test(number)) cloud.setForwarding(extension.number, number);
      else return refusal(400, 'Wrong parameters!'); // of all kinds of forwarding only the one to a phone is pretended here
      return redirectionOf(request);
    },
  },
];

function redirectionOf(request: MethodRequest) {
  const extension = wanted(request, request.text('pbx_number'));
  if (!extension) return UNKNOWN;
  const common = { pbx_id: String(request.cloud.account.pbxId), pbx_name: extension.number };
  if (extension.forwardTo === null) return success({ current_status: 'off', ...common });
  return success({ current_status: 'on', ...common, type: 'phone', destination: extension.forwardTo, condition: 'always' });
}

const isSpeechSetting = (word: string): word is SpeechSetting => word in SPEECH_WORDS;

/** These methods take the short notation only. */
function wanted({ cloud }: MethodRequest, number: string | undefined): Extension | undefined {
  return cloud.account.extensions.get(number ?? '');
}
