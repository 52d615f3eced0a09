import { request } from 'node:http';

/** Hears `GET /live` as one employee's browser does, and tells the type and the call of each message at once. */
export function listenLive(
  { url, token }: { url: string; token: string },
  heard: (type: string, callId: string) => void,
): Promise<{ close: () => void }> {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/api/v1/live`, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`the live stream answered ${response.statusCode}`));
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const [, type = '', callId = ''] = /^event: (\S+)[^]*?"pbxCallId":"(\w+)"/m.exec(text.slice(0, end)) ?? [];
          if (type !== '') heard(type, callId);
          text = text.slice(end + 2);
        }
      });
      response.on('error', () => undefined); // closed by ourselves
      resolve({ close: () => asking.destroy() });
    });
    asking.on('error', reject);
    asking.end();
  });
}
