import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/http/logging.ts';
import { startServer } from '../../src/main.ts';

/** A server process of its own, as `carillon start` runs one: configured by the environment, its address on stdout. */
const read = readConfig(process.env);
if (!read.ok) throw new Error(JSON.stringify(read.faults));
const server = await startServer({ config: read.config, log: createLogger({ level: 'silent' }) });
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
console.log(server.url);
