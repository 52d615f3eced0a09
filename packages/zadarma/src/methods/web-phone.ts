import { flag, object, optionalText, text, texts } from '../answer.ts';
import type { Request } from '../request.ts';

export type WebPhoneShape = 'square' | 'rounded';
export type WebPhonePosition = 'top_left' | 'top_right' | 'bottom_right' | 'bottom_left';

/** The account's permission for phones inside web pages. Without it `exists` is false and the rest is empty. */
export type WebPhone = {
  exists: boolean;
  /** Hosts whose pages the phone may run in. */
  domains: readonly string[];
  shape: string | null;
  position: string | null;
};

/** The provider's phone inside a web page (WebRTC). */
export function webPhoneMethods(request: Request) {
  return {
    /** The key one phone is started with, good for 72 hours. `sip` is a SIP login or the full login of an extension: `1234-100`. */
    async webPhoneKey(sip: string): Promise<string> {
      return text(await request({ method: 'GET', path: '/v1/webrtc/get_key/', params: { sip }, safeToRepeat: true }), 'key');
    },

    async webPhone(): Promise<WebPhone> {
      const answer = await request({ method: 'GET', path: '/v1/webrtc/', safeToRepeat: true });
      const settings = object(answer, 'settings');
      return {
        exists: flag(answer, 'is_exists'),
        domains: texts(answer, 'domains'),
        shape: optionalText(settings, 'shape'),
        position: optionalText(settings, 'position'),
      };
    },

    /** Permits phones on the pages of this host, where the account has permitted none yet; afterwards `addWebPhoneDomain`. */
    async createWebPhone(domain: string): Promise<void> {
      await request({ method: 'POST', path: '/v1/webrtc/create/', params: { domain } });
    },

    async setWebPhone({ shape, position }: { shape?: WebPhoneShape; position?: WebPhonePosition }): Promise<void> {
      await request({ method: 'PUT', path: '/v1/webrtc/', params: { shape, position } });
    },

    async deleteWebPhone(): Promise<void> {
      await request({ method: 'DELETE', path: '/v1/webrtc/' });
    },

    async addWebPhoneDomain(domain: string): Promise<void> {
      await request({ method: 'POST', path: '/v1/webrtc/domain/', params: { domain } });
    },

    async deleteWebPhoneDomain(domain: string): Promise<void> {
      await request({ method: 'DELETE', path: '/v1/webrtc/domain/', params: { domain } });
    },
  };
}
