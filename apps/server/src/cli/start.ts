import { createLogger } from '../http/logging.ts';
import { startServer } from '../main.ts';
import { type Command, EXIT } from './command.ts';
import { untilStopped } from './until-stopped.ts';

export const startCommand: Command = {
  name: 'start',
  usage: 'start',
  summary: 'Run the server, with the embedded database unless DATABASE_URL is set.',
  run: async (_words, { config: readConfig, say, now }) => {
    const config = readConfig();
    const log = createLogger({ level: config.logLevel });
    // A fault nobody caught must not take the telephone away from everybody: it is logged, and the server goes on.
    process.on('unhandledRejection', (err) => log.error({ err }, 'Something failed where nothing caught it'));
    const stopping = untilStopped();
    const server = await startServer({ config, log, now });
    const setupUrl = server.setupUrl();
    if (setupUrl !== null) say(`Set up this installation (the link works once, for 24 hours): ${setupUrl}`);
    if (server.database.state() !== 'ready')
      log.warn('There is no database yet: notifications are kept on the disk until it comes');
    say(`carillon ready on ${server.url}`);
    await stopping;
    await server.close();
    return EXIT.ok;
  },
};
