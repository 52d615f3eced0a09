import { parseArgs } from 'node:util';
import { withDatabase } from '../db/with-database.ts';
import { renewSetupLink } from '../people/renew-setup-link.ts';
import { providerList } from '../provider/providers.ts';
import { createWorkspace } from '../workspaces/create-workspace.ts';
import { type Command, EXIT, UsageFault } from './command.ts';

/** With CARILLON_BASE_DOMAIN one installation serves many companies: this is how each gets its own. */
export const workspaceCommand: Command = {
  name: 'workspace',
  usage: 'workspace create SLUG [--name NAME] [--country CC]',
  summary: 'Make another company, reached at SLUG.CARILLON_BASE_DOMAIN, and print its set-up link.',
  run: async (words, context) => {
    const config = context.config();
    const { publicUrl, baseDomain } = config;
    if (baseDomain === undefined) throw new UsageFault('Several companies need CARILLON_BASE_DOMAIN.');
    const { slug, name, country } = read(words, config.country);
    const provider = providerList(config.zadarmaApiUrl)[0].id;
    const url = await withDatabase({ config, log: context.log }, ({ db }) =>
      db.transaction().execute(async (tx) => {
        const at = context.now();
        const taken = await tx.selectFrom('workspaces').select('id').where('slug', '=', slug).executeTakeFirst();
        if (taken) throw new UsageFault(`There is a company "${slug}" already.`);
        const { workspaceId } = await createWorkspace(tx, { slug, name, country, provider, at });
        return renewSetupLink(tx, { workspaceId, publicUrl, baseDomain, at });
      }),
    );
    context.say(`Set up this company (the link works once, for 24 hours): ${url}`);
    return EXIT.ok;
  },
};

function read(words: readonly string[], defaultCountry: string): { slug: string; name: string; country: string } {
  const { values, positionals } = parse(words);
  const [verb, slug, ...rest] = positionals;
  if (verb !== 'create' || slug === undefined || rest.length > 0) throw new UsageFault('Name one company: create SLUG.');
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug)) throw new UsageFault('SLUG is a label of a host name: a–z, 0–9 and hyphens.');
  const country = values.country ?? defaultCountry;
  if (!/^[A-Z]{2}$/.test(country)) throw new UsageFault('The country is two capital letters, such as RU.');
  return { slug, name: values.name ?? slug, country };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { name: { type: 'string' }, country: { type: 'string' } },
    });
  } catch (cause) {
    throw new UsageFault(cause instanceof Error ? cause.message : 'These words make no sense.');
  }
}
