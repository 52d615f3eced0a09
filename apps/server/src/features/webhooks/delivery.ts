/** One POST to the webhook, as it arrived. */
export type Delivery = {
  id: string;
  receivedAt: Date;
  /** The `Host` it was sent to: with many companies it names the workspace. */
  host: string;
  contentType: string;
  signature: string | undefined;
  raw: Buffer;
  /** Another system has it already, or will get it from whoever took it at the door: it is not passed on (again). */
  passedOn?: true;
};
