import type { Cloud } from '../cloud.ts';
import type { PhpArray } from '../php-form.ts';

/** One request that has proved who it is from. */
export type MethodRequest = {
  cloud: Cloud;
  /** A parameter as text, `undefined` when absent. */
  text: (name: string) => string | undefined;
  parameters: PhpArray;
  /** The variable parts of the path. */
  variables: readonly string[];
  /** Where links into this cloud begin, such as `http://127.0.0.1:8080`. */
  baseUrl: string;
};

export type MethodAnswer = { status?: number; body: object };

/** One method of the API. The trailing slash of its path is optional. */
export type Method = {
  verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Written as in the documentation; `:` begins a variable part. */
  path: string;
  answer(request: MethodRequest): MethodAnswer | Promise<MethodAnswer>;
};

/** `{"status":"success", …}` */
export function success(body: object = {}): MethodAnswer {
  return { body: { status: 'success', ...body } };
}

/** `{"status":"error","message":"…"}` under this HTTP code. */
export function refusal(status: number, message: string): MethodAnswer {
  return { status, body: { status: 'error', message } };
}

/** Numbers travel as JSON integers in some answers; what is no safe integer stays text. */
export function asInteger(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
