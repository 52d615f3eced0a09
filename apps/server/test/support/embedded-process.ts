import { startEmbedded } from '../../src/db/embedded.ts';
import { createLogger } from '../../src/http/logging.ts';

/** A process of its own that keeps an embedded server until it is told to stop: `DATA_DIR` on its command line, `ready` on its stdout. */
const [dataDir = ''] = process.argv.slice(2);
const embedded = await startEmbedded({ dataDir, durable: false, log: createLogger({ level: 'silent' }) });
process.on('SIGTERM', () => void embedded.stop().then(() => process.exit(0)));
console.log('ready');
