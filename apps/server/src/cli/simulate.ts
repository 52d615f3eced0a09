import { startSimulator } from '@carillon/simulator';
import { readConfig } from '../config.ts';
import { freePort } from '../demo/free-port.ts';
import { type Command, EXIT } from './command.ts';
import { ConfigInvalid } from './config-invalid.ts';
import { untilStopped } from './until-stopped.ts';

const DEFAULT_PORT = '3001'; // the place of the demo's pretend telephones, beside a server on 3000

export const simulate: Command = {
  name: 'simulate',
  usage: 'simulate',
  summary: 'Run the pretend PBX cloud alone (PORT, default 3001), to try a server of your own against it.',
  run: async (_words, { env, say }) => {
    const result = readConfig({ PORT: env['PORT'] || DEFAULT_PORT, HOST: env['HOST'] });
    if (!result.ok) throw new ConfigInvalid(result.faults);
    const { port: wanted, host } = result.config;
    const stopping = untilStopped();
    const cloud = await startSimulator({ port: await freePort(host, wanted), host });
    say(`The pretend cloud is at ${cloud.url}: its page, and its API for ZADARMA_API_URL.`);
    say(`Key:    ${cloud.key}`);
    say(`Secret: ${cloud.secret}`);
    await stopping;
    await cloud.close();
    return EXIT.ok;
  },
};
