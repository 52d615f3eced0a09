import type { WebPhones } from '../web-phones.ts';
import { refusal, success, type Method } from './method.ts';

const SHAPES = ['square', 'rounded'];
const POSITIONS = ['top_left', 'top_right', 'bottom_right', 'bottom_left'];
const WRONG = refusal(400, 'Wrong parameters!');

/** Phones inside web pages: keys, looks, permitted hosts. */
export function webrtcMethods(phones: WebPhones): Method[] {
  return [...phoneMethods(phones), ...domainMethods(phones)];
}

function phoneMethods(phones: WebPhones): Method[] {
  return [
    {
      verb: 'GET',
      path: '/v1/webrtc/get_key',
      answer({ text }) {
        const key = phones.issueKey(text('sip') ?? '');
        return key === undefined ? WRONG : success({ key });
      },
    },
    {
      verb: 'GET',
      path: '/v1/webrtc',
      answer() {
        const { domains, shape, position } = phones;
        return success({ is_exists: domains.size > 0, domains: [...domains], settings: { shape, position } });
      },
    },
    {
      verb: 'PUT',
      path: '/v1/webrtc',
      answer({ text }) {
        const [shape = phones.shape, position = phones.position] = [text('shape'), text('position')];
        if (!SHAPES.includes(shape) || !POSITIONS.includes(position)) return WRONG;
        Object.assign(phones, { shape, position });
        return success();
      },
    },
    {
      verb: 'DELETE',
      path: '/v1/webrtc',
      answer() {
        phones.domains.clear();
        return success();
      },
    },
  ];
}

function domainMethods(phones: WebPhones): Method[] {
  const permit = (domain = '') => (phones.permit(domain) ? success() : WRONG);
  const forbid = (domain = '') => (phones.domains.delete(domain.toLowerCase()) ? success() : refusal(400, 'Not found'));
  return [
    { verb: 'POST', path: '/v1/webrtc/create', answer: ({ text }) => permit(text('domain')) },
    { verb: 'POST', path: '/v1/webrtc/domain', answer: ({ text }) => permit(text('domain')) },
    { verb: 'DELETE', path: '/v1/webrtc/domain', answer: ({ text }) => forbid(text('domain')) },
  ];
}
