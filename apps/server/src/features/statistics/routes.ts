import type { Readable } from 'node:stream';
import { CallStatistics, StatisticsQuery, WorkbookQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { countForReader } from '../../journal/count-journal.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { openWorkbook, XLSX_TYPE } from '../../xlsx/open-workbook.ts';
import { readStatistics } from './read-statistics.ts';
import { dayOf, statisticsWorkbook } from './statistics-workbook.ts';
import { WORKBOOK_WORDS } from './workbook-words.ts';

const tags = ['Statistics'];
const XlsxFile = Type.Unsafe<Readable>(
  Type.String({
    format: 'binary',
    description: 'Totals, days or hours, employees, called numbers, sources: a sheet each',
    examples: ['PK…'],
  }),
);

type StatisticsDeps = {
  db: Kysely<Database>;
  /** For the journal of years. */
  readers: Kysely<Database>;
  now: () => Date;
};

/** Figures of the journal (5.7): who may read the one may read the other. */
export function statisticsRoutes({ db, readers, now }: StatisticsDeps): FastifyPluginAsyncTypebox {
  /** What gives way to callers must hold nothing that they wait for: what is written is written among all others. */
  const count = (workspaceId: string): Promise<boolean> => inWorkspace(db, workspaceId, (tx) => countForReader(tx, workspaceId));
  return async (app) => {
    app.get(
      '/api/v1/statistics/calls',
      {
        schema: {
          summary: 'The journal of a period, counted',
          description: '`calls` counts exactly the rows that `GET /calls` has for the same filter and period.',
          tags,
          querystring: StatisticsQuery,
          response: { 200: CallStatistics, ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const viewer = signedIn(request);
        const { workspaceId } = viewer;
        const complete = await count(workspaceId);
        return inWorkspace(readers, workspaceId, (tx) =>
          readStatistics(tx, { workspaceId, now: now(), viewer, complete }, request.query),
        );
      },
    );

    app.get(
      '/api/v1/statistics/workbook',
      {
        schema: {
          summary: 'The figures of a period as a workbook (XLSX)',
          description: 'What the statistics page shows, held against the period before. The calls themselves: `POST /exports`.',
          tags,
          querystring: WorkbookQuery,
          response: {
            200: { description: 'The file', content: { [XLSX_TYPE]: { schema: XlsxFile } } },
            ...failures(400, 401, 422, 503),
          },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { from, timezone = 'UTC', language = 'en' } = request.query;
        const at = now();
        const complete = await count(workspaceId);
        const sheets = await inWorkspace(readers, workspaceId, (tx) =>
          statisticsWorkbook(tx, { workspaceId, now: at, complete }, request.query),
        );
        const name = `${WORKBOOK_WORDS[language].file}-${dayOf(Date.parse(from), timezone)}.xlsx`;
        return reply
          .type(XLSX_TYPE)
          .header('content-disposition', `attachment; filename="statistics.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('cache-control', 'no-store')
          .send(openWorkbook(sheets, { language, madeAt: at }));
      },
    );
  };
}
