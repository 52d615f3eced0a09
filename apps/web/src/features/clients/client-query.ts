import type { Company, CompanyPatch, Contact, ContactPatch, Lead, LeadPatch } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export type Resource = 'contacts' | 'companies' | 'leads';
export type ClientOf = { contacts: Contact; companies: Company; leads: Lead };
export type PatchOf = { contacts: ContactPatch; companies: CompanyPatch; leads: LeadPatch };

/** One contact, company or lead. */
export const clientQuery = <R extends Resource>(resource: R, id: string) =>
  queryOptions({
    queryKey: [resource, 'one', id],
    queryFn: ({ signal }) => api.get<ClientOf[R]>(`/${resource}/${id}`, { signal }),
  });
