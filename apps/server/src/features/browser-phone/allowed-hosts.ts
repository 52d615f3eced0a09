import { ZadarmaError, type ZadarmaClient } from '@carillon/zadarma';
import { AppError } from '../../errors.ts';
import { providerProblem } from '../../provider/provider-problem.ts';

/** Whether pages of this host may have the phone. A permitted domain is taken to stand for what is beneath it, too. */
export function isAllowed(host: string, domains: readonly string[]): boolean {
  const name = host.toLowerCase();
  return domains.map(bareDomain).some((domain) => name === domain || name.endsWith(`.${domain}`));
}

/** Whatever somebody has typed at the provider: `https://crm.example.com:8443/` is `crm.example.com`. */
const bareDomain = (domain: string): string =>
  domain
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/^\*?\./, '');

/** The hosts that the provider knows. @throws {AppError} `domain-not-allowed` when this one is not among them. */
export async function askHosts(client: ZadarmaClient, host: string): Promise<string[]> {
  const { domains } = await asked(host, () => client.webPhone());
  if (!isAllowed(host, domains)) throw notAllowed(host);
  return [...domains];
}

export const askKey = (client: ZadarmaClient, { login, host }: { login: string; host: string }): Promise<string> =>
  asked(host, () => client.webPhoneKey(login));

/** As `askProvider`; a refusal that is about the host is told as what it is. */
async function asked<T>(host: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ZadarmaError && /domain|integration/i.test(error.providerMessage ?? '')) throw notAllowed(host, error);
    throw providerProblem(error);
  }
}

const notAllowed = (host: string, cause?: unknown): AppError =>
  new AppError('domain-not-allowed', `The provider does not let its browser phone run on ${host} yet.`, {
    cause,
    more: { host },
  });
