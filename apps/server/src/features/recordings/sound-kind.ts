/** What a file is by its first bytes, whatever its name and its headers say; `null` when it is no sound that we know. */
export function soundKind(head: Buffer): { mediaType: string; extension: string } | null {
  const word = head.subarray(0, 4).toString('latin1');
  if (word === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WAVE') return { mediaType: 'audio/wav', extension: 'wav' };
  if (word.startsWith('ID3') || isMpegFrame(head)) return { mediaType: 'audio/mpeg', extension: 'mp3' };
  return null;
}

/** Eleven set bits, a version, a layer, a bit rate and a sampling rate that exist. */
function isMpegFrame(head: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = head;
  const layer = (second >> 1) & 3;
  const version = (second >> 3) & 3;
  return (
    first === 0xff && (second & 0xe0) === 0xe0 && layer !== 0 && version !== 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3
  );
}
