import { type Static, Type } from 'typebox';
import { OneOf, Time } from './basics.ts';
import { journalFilterFields } from './journal.ts';

export const ExportFormat = OneOf('csv', 'xlsx');
export type ExportFormat = Static<typeof ExportFormat>;

/** `POST /exports` (202, a job) makes a file in the background: `GET /jobs/{id}` tells how far it is, `GET /exports/{id}` is the file, kept for a day. */
export const ExportCreate = Type.Object({
  kind: OneOf('calls'),
  filter: Type.Optional(
    Type.Object(
      { from: Type.Optional(Time), to: Type.Optional(Time), ...journalFilterFields },
      { description: 'As `GET /calls` takes it' },
    ),
  ),
  timezone: Type.Optional(Type.String({ maxLength: 60, description: 'Of the times in the file; UTC unless told' })),
  format: Type.Optional(ExportFormat),
  language: Type.Optional(OneOf('en', 'ru')),
});
export type ExportCreate = Static<typeof ExportCreate>;
