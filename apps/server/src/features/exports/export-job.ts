import type { ExportCreate, ExportFormat } from '@carillon/contract';
import type { Place } from './read-rows.ts';

/** What a job of this kind works on, and how far it is. */
export type ExportPayload = Required<Omit<ExportCreate, 'kind' | 'format'>> &
  Pick<ExportCreate, 'format'> & { place: Place | null };

/** What is told of a file; those of an earlier version had `rows` alone. */
export type ExportResult = { file: string; rows: number; format: ExportFormat; language: 'en' | 'ru' };
