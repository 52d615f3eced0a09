export { buildQuery, type Params, type ParamValue } from './build-query.ts';
export { createClient, type ClientOptions, type ZadarmaClient } from './client.ts';
export type { AccountTime, Balance } from './methods/account.ts';
export type { AccountHooks, AccountWebhooks } from './methods/account-webhooks.ts';
export { CALL_NOTIFICATIONS, type CallInfo, type CallNotifications } from './methods/call-info.ts';
export type { Callback, CallbackAccepted } from './methods/callback.ts';
export type { DirectNumber } from './methods/direct-numbers.ts';
export type { ExtensionInfo, Extensions, RecordingSetting, RecordingStatus, SpeechRecognition } from './methods/extensions.ts';
export type { RecordingLinks, RecordingRequest } from './methods/recordings.ts';
export type { Sms, SmsAccepted, SmsTemplateGroup, SmsTemplatesQuery } from './methods/sms.ts';
export type { SpeechRecognitionQuery, Transcript } from './methods/speech-recognition.ts';
export {
  STATISTICS_PAGE_ROWS,
  type PbxStatistics,
  type PbxStatisticsQuery,
  type PbxStatisticsRow,
} from './methods/statistics.ts';
export type { WebPhone, WebPhonePosition, WebPhoneShape } from './methods/web-phone.ts';
export type { Fetch, Limiter, Request, RequestCost, RequestInput } from './request.ts';
export { signRequest, type HttpMethod, type SignedRequest } from './sign-request.ts';
export type { AccountEvent, NumberLookup, Phrase, RecognisedWord, TrackedCall } from './webhooks/account-events.ts';
export {
  parseWebhook,
  type CallEnd,
  type CallEvent,
  type CallIdentity,
  type InboundCall,
  type OutboundCall,
  type PressedKeys,
  type Transfer,
  type UnrecognisedEvent,
  type WebhookEvent,
} from './webhooks/events.ts';
export { parseForm, type Form } from './webhooks/form.ts';
export { parseDelivery } from './webhooks/parse-delivery.ts';
export {
  reply,
  type PhraseLanguage,
  type PlayWaitDtmf,
  type RedirectToExtension,
  type Reply,
  type WaitDtmf,
  type WhenNothing,
} from './webhooks/reply.ts';
export { verifySignature, type SignatureVerdict } from './webhooks/verify.ts';
export { WebhookError, type WebhookErrorCode } from './webhooks/webhook-error.ts';
export { ZadarmaError, type ZadarmaErrorMeaning } from './zadarma-error.ts';
