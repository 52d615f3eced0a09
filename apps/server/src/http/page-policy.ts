import type { Provider } from '../provider/providers.ts';

/** What pages may load and ask: themselves, and the browser phones of the operator's providers (3.11). Nothing else, and no inline script. */
export function pagePolicy(providers: readonly Pick<Provider, 'webPhone'>[]): Record<string, string[]> {
  const phones = providers.flatMap(({ webPhone }) => webPhone ?? []);
  const hosts = [...new Set(phones.flatMap((phone) => phone.hosts))];
  const sockets = [...new Set(phones.flatMap((phone) => phone.sockets))];
  return {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", ...hosts],
    styleSrc: ["'self'", "'unsafe-inline'", ...hosts],
    imgSrc: ["'self'", 'data:', ...hosts],
    fontSrc: ["'self'", ...hosts],
    mediaSrc: ["'self'", ...hosts],
    connectSrc: ["'self'", ...hosts, ...sockets],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  };
}
