#!/usr/bin/env node
// Committed as JavaScript so that npm can link it before anything is built.
import { buildIfNeeded } from '../../../scripts/build.js';

await buildIfNeeded();
const { run } = await import('../dist/cli/run.js');
await run(process.argv.slice(2));
