/** `bad-field`: a delivery lacks a promised field or holds nonsense in it. `bad-reply`: a reply the PBX has no meaning for. */
export type WebhookErrorCode = 'bad-field' | 'bad-reply';

/** Names the field, never its value: values are people's numbers. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;
  readonly field: string;

  constructor(code: WebhookErrorCode, field: string, message: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}
