/** One POST to the webhook, as it arrived. */
export type Delivery = {
  id: string;
  receivedAt: Date;
  /** The `Host` it was sent to: with many companies it names the workspace. */
  host: string;
  contentType: string;
  signature: string | undefined;
  raw: Buffer;
};
