import type { Socket } from 'node:net';
import type { ErrorCode, Problem } from '@carillon/contract';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { AppError, toProblem } from '../errors.ts';

/** What Fastify's own refusals are called here. */
const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
};

/** Every failure leaves as `application/problem+json`; what is not ours to tell is logged and leaves as `internal`. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const problem = toProblem(translate(error));
    if (problem.status >= 500 && problem.code === 'internal') request.log.error({ err: error }, 'a request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, toProblem(new AppError('not-found', 'There is nothing at this address.'))),
  );
}

/** What Fastify refuses before any route is found, such as a badly encoded address: a problem document like all others. */
export function problemOfFramework(error: FastifyError, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, toProblem(translate(error)));
}

/** What is no HTTP at all, or stops in the middle of it, has no reply to write to: the document goes straight to the socket. */
export function answerBrokenRequest(error: Error, socket: Socket): void {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) return void socket.destroy();
  const body = JSON.stringify(toProblem(new AppError('bad-request', 'This is no complete HTTP request.')));
  const head = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`HTTP/1.1 400 Bad Request\r\n${head}\r\nconnection: close\r\n\r\n${body}`, () => socket.destroy());
}

/** Sends a problem document with its status. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(problem);
}

function translate(error: FastifyError | AppError): unknown {
  if (error instanceof AppError) return error;
  if (error.validation) {
    const errors = error.validation.flatMap((fault) => faultsOf(fault, error.validationContext));
    const first = errors[0];
    return new AppError('invalid', first ? `${first.pointer || 'The body'} ${first.detail}.` : 'The request is not valid.', {
      errors,
    });
  }
  const code = FASTIFY_CODES[error.code];
  if (code) return new AppError(code, error.message);
  if (isImpossibleValue(error)) {
    return new AppError('bad-request', 'A value in this request is outside what can be kept.', { cause: error });
  }
  if (error.statusCode === 429) return new AppError('too-many-requests', error.message);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new AppError('bad-request', error.message);
  return error;
}

/** PostgreSQL's class 22, "data exception": a number too large, a year 0, a cursor that was made up. */
function isImpossibleValue(error: FastifyError): boolean {
  return typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code);
}

type Fault = NonNullable<FastifyError['validation']>[number];

/** A missing property is named itself, not its parent. */
function faultsOf(fault: Fault, context: string | undefined): { pointer: string; detail: string }[] {
  const base = context === undefined || context === 'body' ? fault.instancePath : `/${context}${fault.instancePath}`;
  const { requiredProperties } = fault.params as { requiredProperties?: string[] }; // TypeBox's word for what is missing
  if (requiredProperties) return requiredProperties.map((name) => ({ pointer: `${base}/${name}`, detail: 'is required' }));
  return [{ pointer: base, detail: fault.message ?? 'is not valid' }];
}
