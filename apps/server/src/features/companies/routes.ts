import { ClientListQuery, Company, CompanyCreate, CompanyList, CompanyPatch } from '@carillon/contract';
import type { FastifyPluginAsync } from 'fastify';
import type { ClientKind } from '../../clients/client-kind.ts';
import { clientRoutes } from '../../clients/client-routes.ts';
import { mergeCompany } from '../../clients/merge-company.ts';
import { refreshPeopleOf } from '../../clients/refresh-people.ts';
import { showCompany } from '../../clients/show-client.ts';
import type { ClientDeps } from '../../clients/write-client.ts';

const COMPANIES: ClientKind<Company, CompanyCreate, CompanyPatch> = {
  type: 'company',
  plural: 'companies',
  shapes: { item: Company, list: CompanyList, query: ClientListQuery, create: CompanyCreate, patch: CompanyPatch },
  examples: {
    create: { name: 'Ромашка', legalForm: 'ООО', inn: '7707083893', phones: [{ number: '+7 495 123-45-67' }] },
    patch: { responsibleId: null, tags: [] },
  },
  listed: '`q` finds fragments of names, numbers, e-mail addresses and company names; words of one or two letters begin a word.',
  show: showCompany,
  merge: mergeCompany,
  changed: async (tx, { workspaceId, id, before, draft }) => {
    if (draft.name !== before.name) await refreshPeopleOf(tx, workspaceId, id);
  },
};

/** Companies that are clients. */
export const companyRoutes = (deps: ClientDeps): FastifyPluginAsync => clientRoutes(deps, COMPANIES);
