/** The push services of the browsers there are: Chrome, Edge and their kin, Firefox, Windows, Safari. */
const SERVICES = /(^|\.)(fcm\.googleapis\.com|push\.services\.mozilla\.com|notify\.windows\.com|push\.apple\.com)$/;

/** Whether an address is a push service's: the server calls no other on behalf of a browser that names one. */
export function isPushService({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && SERVICES.test(hostname);
}
