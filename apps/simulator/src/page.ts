import type { FastifyInstance } from 'fastify';
import type { Cloud } from './cloud.ts';
export async function servePage(_app: FastifyInstance, _cloud: Cloud): Promise<void> {}
