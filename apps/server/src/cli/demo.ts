import { readConfig } from '../config.ts';
import { DEMO_PASSWORD, EMPLOYEES } from '../demo/employees.ts';
import { freePort } from '../demo/free-port.ts';
import { type Demo, startDemo } from '../demo/start-demo.ts';
import { type Command, EXIT } from './command.ts';
import { ConfigInvalid } from './config-invalid.ts';
import { untilStopped } from './until-stopped.ts';

const ROLES = { admin: 'administrator', supervisor: 'supervisor', agent: 'agent' } as const;

/** Only PORT and HOST of the environment count: the demo must not touch anybody's data. */
export const demo: Command = {
  name: 'demo',
  usage: 'demo',
  summary: 'Try everything: the product, a pretend PBX cloud and a living example company.',
  run: async (_words, { env, log, now, say }) => {
    const result = readConfig({ PORT: env['PORT'], HOST: env['HOST'] });
    if (!result.ok) throw new ConfigInvalid(result.faults);
    const { port: wanted, host } = result.config;
    const port = await freePort(host, wanted);
    if (wanted !== 0 && port !== wanted) {
      throw new ConfigInvalid([{ name: 'PORT', detail: `${wanted} is taken by another program; ${port} is free` }]);
    }
    const stopping = untilStopped();
    process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM')); // a closed terminal leaves nothing behind either
    const running = await startDemo({ port, host, log, now });
    welcome(running, say);
    await stopping;
    await running.close();
    return EXIT.ok;
  },
};

function welcome({ url, exchangeUrl }: Demo, say: (line: string) => void): void {
  const width = Math.max(...EMPLOYEES.map(({ name }) => name.length));
  for (const line of [
    '',
    `  Carillon             ${url}`,
    `  Pretend telephones   ${exchangeUrl}   (call the company, pick up, hang up)`,
    '',
    `  Sign in as anybody; the password is ${DEMO_PASSWORD}`,
    ...EMPLOYEES.map(({ name, email, role, extension }) => {
      return `    ${email.padEnd(20)} ${name.padEnd(width)}  extension ${extension}  ${ROLES[role]}`;
    }),
    '',
    '  Calls come in by themselves, the first in a few seconds. Ctrl-C ends the demo and leaves nothing behind.',
    '',
  ]) {
    say(line);
  }
  say(`carillon ready on ${url}`);
}
