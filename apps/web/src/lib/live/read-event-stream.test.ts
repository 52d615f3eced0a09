import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { eventSplitter, type StreamEvent } from './read-event-stream.ts';
import { retryDelay } from './stream-client.ts';

const read = (pieces: string[]): StreamEvent[] => {
  const events: StreamEvent[] = [];
  const split = eventSplitter((event) => events.push(event));
  for (const piece of pieces) split(piece);
  return events;
};

const stream =
  'event: snapshot\ndata: {"calls":[]}\n\n: padding\n\nevent: call.ringing\r\ndata: {"a":1}\r\ndata: {"b":2}\r\n\r\n: beat\n\n';

test('4.8 events are whole however the network cuts the stream', () => {
  const expected = [
    { event: 'snapshot', data: '{"calls":[]}' },
    { event: 'call.ringing', data: '{"a":1}\n{"b":2}' },
  ];
  assert(
    property(array(integer({ min: 1, max: stream.length - 1 }), { maxLength: 12 }), (cuts) => {
      const sorted = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      const pieces = sorted.slice(1).map((end, n) => stream.slice(sorted[n], end));
      expect(read(pieces)).toEqual(expected);
    }),
  );
});

test('4.8 a heartbeat comment is no event', () => {
  expect(read([': heartbeat\n\n', ':\n\n'])).toEqual([]);
});

test('4.8 tries of connecting grow apart up to 15 s and never come all at once', () => {
  expect(retryDelay(0)).toBe(0);
  expect([1, 2, 3, 9].map((attempt) => retryDelay(attempt, () => 1))).toEqual([500, 1000, 2000, 15_000]);
  expect(retryDelay(9, () => 0)).toBe(7500);
});
