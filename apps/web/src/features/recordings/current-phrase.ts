import type { TranscriptPhrase } from '@carillon/contract';

/** Which phrase is heard at a second: the one that began last; -1 before the first, and where no seconds are known. */
export function currentPhrase(phrases: readonly TranscriptPhrase[], at: number): number {
  return phrases.findLastIndex(({ startSeconds }) => startSeconds !== null && startSeconds <= at);
}

/** 1, 2, … for the channels of a recording, in their order; 0 where there is only one: then nobody can be told apart. */
export function speakerOf(phrases: readonly TranscriptPhrase[], channel: number | null): number {
  const channels = [...new Set(phrases.map((phrase) => phrase.channel))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  return channels.length < 2 ? 0 : channels.indexOf(channel) + 1;
}
