import type { Company, CompanyPatch, Contact, ContactPatch } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export type Resource = 'contacts' | 'companies';
export type ClientOf = { contacts: Contact; companies: Company };
export type PatchOf = { contacts: ContactPatch; companies: CompanyPatch };

/** One contact or company. */
export const clientQuery = <R extends Resource>(resource: R, id: string) =>
  queryOptions({
    queryKey: [resource, 'one', id],
    queryFn: ({ signal }) => api.get<ClientOf[R]>(`/${resource}/${id}`, { signal }),
  });
