import { refusal, success, type Method } from './method.ts';

/** Domains where the browser phone may run. One list for each account of this process. */
export function webrtcMethods(domains: Set<string>): Method[] {
  return [
    {
      verb: 'GET',
      path: '/v1/webrtc',
      answer: () =>
        success({ is_exists: domains.size > 0, domains: [...domains], settings: { shape: 'square', position: 'top_right' } }),
    },
    { verb: 'POST', path: '/v1/webrtc/create', answer: ({ text }) => add(text('domain')) },
    { verb: 'POST', path: '/v1/webrtc/domain', answer: ({ text }) => add(text('domain')) },
    {
      verb: 'DELETE',
      path: '/v1/webrtc/domain',
      answer({ text }) {
        return domains.delete(text('domain') ?? '') ? success() : refusal(400, 'Not found');
      },
    },
  ];

  function add(domain: string | undefined) {
    if (!domain) return refusal(400, 'Wrong parameters!');
    domains.add(domain);
    return success();
  }
}
