/** How the pretend cloud behaves where nobody documents it. The defaults are those of the reference; each is a switch. */
export type Behaviour = {
  /** `caller_id` of an inbound call begins with `+`. */
  callerIdPlus: boolean;
  /** `called_did` begins with `+`. */
  didPlus: boolean;
  /** How events name an extension: `101`, `1234-101`, or not at all. */
  internal: 'short' | 'full' | 'absent';
  /** `destination` of ANSWER on an inbound call. */
  answerDestination: 'extension' | 'did';
  /** Whether the manager's own leg of a callback is reported as a call of its own. */
  callbackRecords: 1 | 2;
  /** Whether ANSWER of a callback comes when the manager picks up (and not only when the customer does). */
  callbackAnswersOnFirstLeg: boolean;
  /** Calls from extension to extension look like outbound or like inbound ones. */
  internalCalls: 'outbound' | 'inbound';
  /** `missing`: no `Signature` header at all, as before keys are issued. */
  signature: 'present' | 'missing';
  /** Whether END follows a refusal by `blacklist` or `hangup`. */
  endAfterRefusal: boolean;
  /** NOTIFY_RECORD comes before END and the file is there at once. */
  recordBeforeEnd: boolean;
  /** Opaque to everybody; the real values are unknown. */
  transferType: string;
  /** How being over a limit is told: HTTP 429, or HTTP 200 with an error inside. */
  rateLimitShape: '429' | '200';
  /** The answer to a wrong verb on a known method. */
  wrongVerbStatus: 404 | 400;
  requestsPerMinute: number;
  statisticsPerMinute: number;
  /** After so long without a reply the default scenario goes on. */
  replyDeadlineSeconds: number;
  /** From the decision where a call goes to the first ring. */
  ringDelaySeconds: number;
  /** How long a phone rings where nothing else says so: outbound calls, transfers, the first leg of a callback. */
  ringSeconds: number;
  /** How long a sound or phrase plays. */
  playbackSeconds: number;
  /** From the end of a call until its recording can be fetched. */
  recordDelaySeconds: { min: number; max: number };
  /** Longest recording that is really synthesised; longer talks are cut to it. */
  recordingCapSeconds: number;
  /** What goes wrong when a link is followed: faults of the line and of the cloud that a reader must live with. */
  downloadFault: DownloadFault;
  /** What becomes of speech that is to be recognised. `stuck`: it never ends. `deaf`: nothing is understood, which is no error. */
  speech: 'recognised' | 'error' | 'stuck' | 'deaf';
  /** How long it takes. */
  speechSeconds: number;
};

/** `cut`: the line breaks at 60 %, of whatever is asked for. `unranged`: ranges are not understood. `redirect`: to `redirectTo`. */
export type DownloadFault =
  | 'none'
  | 'cut'
  | 'unranged'
  | 'html'
  | 'html-as-audio'
  | 'empty'
  | 'gone'
  | 'broken'
  | { redirectTo: string };

export const DEFAULT_BEHAVIOUR: Behaviour = {
  callerIdPlus: true,
  didPlus: false,
  internal: 'short',
  answerDestination: 'extension',
  callbackRecords: 1,
  callbackAnswersOnFirstLeg: false,
  internalCalls: 'outbound',
  signature: 'present',
  endAfterRefusal: true,
  recordBeforeEnd: false,
  transferType: 'attended',
  rateLimitShape: '429',
  wrongVerbStatus: 404,
  requestsPerMinute: 100,
  statisticsPerMinute: 3,
  replyDeadlineSeconds: 5,
  ringDelaySeconds: 0.3,
  ringSeconds: 60,
  playbackSeconds: 2,
  recordDelaySeconds: { min: 5, max: 60 },
  recordingCapSeconds: 3600,
  downloadFault: 'none',
  speech: 'recognised',
  speechSeconds: 3,
};
