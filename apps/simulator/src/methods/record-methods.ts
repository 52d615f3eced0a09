import type { Recording } from '../recordings.ts';
import { wallTime } from '../zone.ts';
import { refusal, success, type Method, type MethodRequest } from './method.ts';

const LIFETIME = { min: 180, max: 5_184_000, default: 1800 };
const NOT_FOUND = refusal(400, 'File not found');

export const recordMethods: Method[] = [
  { verb: 'GET', path: '/v1/pbx/record/request', answer: links },
  {
    verb: 'DELETE',
    path: '/v1/pbx/record/request',
    answer(request) {
      const found = find(request);
      if (found === 'nothing-asked') return refusal(400, 'Wrong parameters!');
      if (found.recordings.length === 0) return NOT_FOUND;
      const names = found.recordings.map((recording) => fileName(recording, request.cloud.account.timezone));
      for (const recording of found.recordings) request.cloud.recordings.remove(recording);
      return success(found.by === 'call_id' ? { file_name: names[0] } : { deleted_files: names });
    },
  },
];

/** Links to the audio, which need no signature and die at `lifetime_till`. */
function links(request: MethodRequest) {
  const { cloud, text, baseUrl } = request;
  const found = find(request);
  if (found === 'nothing-asked') return refusal(400, 'Wrong parameters!');
  const lifetime = Number(text('lifetime') ?? LIFETIME.default);
  if (!Number.isInteger(lifetime) || lifetime < LIFETIME.min || lifetime > LIFETIME.max) return refusal(400, 'Wrong parameters!');
  if (found.recordings.length === 0) return NOT_FOUND;
  const now = cloud.clock.now();
  const until = new Date(now.getTime() + lifetime * 1000);
  const urls = found.recordings.map((recording) => {
    const token = cloud.random
      .fork(`link/${recording.callId}/${now.getTime()}/${cloud.recordings.links}/${cloud.secret}`)
      .hex(40);
    cloud.recordings.link(token, recording, until);
    return `${baseUrl}/v1/pbx/record/download/${token}/${fileName(recording, cloud.account.timezone)}`;
  });
  const lifetimeTill = wallTime(until, cloud.account.timezone);
  return success(
    found.by === 'call_id' ? { link: urls[0], lifetime_till: lifetimeTill } : { links: urls, lifetime_till: lifetimeTill },
  );
}

/** With both ids given the call's own id counts. */
function find({ cloud, text }: MethodRequest): { by: 'call_id' | 'pbx_call_id'; recordings: Recording[] } | 'nothing-asked' {
  const [callId, pbxCallId] = [text('call_id'), text('pbx_call_id')];
  const now = cloud.clock.now();
  if (pbxCallId) return { by: 'pbx_call_id', recordings: cloud.recordings.ofCall(pbxCallId, now) };
  if (!callId) return 'nothing-asked';
  const recording = cloud.recordings.byId(callId, now);
  return { by: 'call_id', recordings: recording ? [recording] : [] };
}

/** `1-<call_id>-<extension>-<date>-<time>.mp3` */
function fileName({ callId, extension, startedAt }: Recording, zone: string): string {
  const [date, time] = wallTime(startedAt, zone).split(' ');
  return `1-${callId}-${extension}-${date ?? ''}-${(time ?? '').replaceAll(':', '')}.mp3`;
}
