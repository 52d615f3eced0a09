import { ClientListQuery, Contact, ContactCreate, ContactList, ContactPatch } from '@carillon/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { ClientKind } from '../../clients/client-kind.ts';
import { clientRoutes } from '../../clients/client-routes.ts';
import { mergeContact } from '../../clients/merge-contact.ts';
import { showContact } from '../../clients/show-client.ts';
import type { ClientDeps } from '../../clients/write-client.ts';

const CONTACTS: ClientKind<Contact, ContactCreate, ContactPatch> = {
  type: 'contact',
  plural: 'contacts',
  shapes: { item: Contact, list: ContactList, query: ClientListQuery, create: ContactCreate, patch: ContactPatch },
  examples: {
    create: {
      familyName: 'Петров',
      givenName: 'Иван',
      phones: [{ number: '8 (916) 123-45-67', label: 'mobile' }],
      tags: ['vip'],
    },
    patch: { responsibleId: null, tags: [] },
  },
  listed: '`q` finds fragments of names, numbers, e-mail addresses and company names; words of one or two letters begin a word.',
  show: showContact,
  merge: mergeContact,
};

/** People who are clients. */
export const contactRoutes = (deps: ClientDeps): FastifyPluginAsync => clientRoutes(deps, CONTACTS);
