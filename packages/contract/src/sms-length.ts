const PLAIN = /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€^{}[\]~|\\]*$/;
const DOUBLE = /[€^{}[\]~|\\]/g;
const PLAIN_PART = { alone: 160, among: 153 };
const ANY_PART = { alone: 70, among: 67 };

/** How long a text is to the network: `left` characters fit into the last of its parts. One letter that is not plain makes all of them dear. */
export type SmsLength = { parts: number; used: number; left: number; plain: boolean };

/** Counts as GSM 03.38 does: 160 plain characters go in one part, 70 where any other is among them; in several, a few less each. */
export function smsLength(text: string): SmsLength {
  const plain = PLAIN.test(text);
  const used = plain ? text.length + (text.match(DOUBLE)?.length ?? 0) : text.length;
  const { alone, among } = plain ? PLAIN_PART : ANY_PART;
  if (used <= alone) return { parts: used === 0 ? 0 : 1, used, left: alone - used, plain };
  const parts = Math.ceil(used / among);
  return { parts, used, left: parts * among - used, plain };
}
