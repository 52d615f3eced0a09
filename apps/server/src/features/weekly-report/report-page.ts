import type { StatisticsGroup, StatisticsTotals } from '@carillon/contract';
import { formatNumber } from '@carillon/telephony';
import type { LongestWaiting, WeekFigures } from './read-figures.ts';
import { counted, REPORT_WORDS, type ReportLanguage, type ReportWords } from './report-words.ts';

export type Line = { cells: string[]; link: string };
export type Part = { title: string; headings: string[]; lines: Line[] };

/** What the report says, before it is a text or a page. The first cell of a line is its name. */
export type ReportPage = {
  language: ReportLanguage;
  subject: string;
  title: string;
  days: string;
  lost: { title: string; count: string; notes: string[]; meaning: string | null; link: string };
  longest: { title: string; callers: { name: string; note: string; link: string }[] };
  parts: Part[];
  nothing: string | null;
  open: { label: string; link: string };
  why: string;
  change: { label: string; link: string };
};

type Frame = { language: ReportLanguage; base: string; isTrial: boolean };
type Place = { words: ReportWords; journal: (filter: Record<string, string>) => string };

const DAY_MS = 86_400_000;
const PLACES = { contact: 'contacts', company: 'companies', lead: 'leads' } as const;

/** A week's figures in somebody's language, with links to the calls they are counted from. */
export function reportPage(figures: WeekFigures, { language, base, isTrial }: Frame): ReportPage {
  const words = REPORT_WORDS[language];
  const { week, totals, before, longest } = figures;
  const span = { period: 'custom', from: week.monday, to: dayAfter(week.monday, 6) };
  const journal = (filter: Record<string, string>): string =>
    `${base}/calls?${String(new URLSearchParams({ ...span, ...filter }))}`;
  const days = daysText(span, words);
  const lost = totals.lost ?? 0;
  const place = { words, journal };
  return {
    language,
    subject: `${words.title}, ${days}: ${lost === 0 ? words.lostNobody : counted(words, words.lostSubject, lost)}`,
    title: words.title,
    days,
    lost: {
      title: words.lost,
      count: number(words, lost),
      notes: lostNotes(words, totals, before),
      meaning: lost === 0 ? null : words.lostMeaning,
      link: journal({ status: 'missed' }),
    },
    longest: {
      title: words.longest,
      callers: longest.map((caller) => callerOf(caller, { ...place, base, timezone: figures.timezone })),
    },
    parts: [totalsPart(totals, before, place), ...peopleParts(figures.people, place), ...originParts(figures, place)],
    nothing: totals.calls === 0 ? words.nothing : null,
    open: { label: words.open, link: `${base}/statistics?${String(new URLSearchParams(span))}` },
    why: isTrial ? words.trial : words.why,
    change: { label: words.change, link: `${base}/settings/weekly-report` },
  };
}

function lostNotes(words: ReportWords, { waiting }: StatisticsTotals, before: StatisticsTotals | undefined): string[] {
  const was = before?.lost == null ? [] : [words.weekBefore.replace('{n}', number(words, before.lost))];
  return waiting === null || waiting === 0 ? was : [...was, counted(words, words.stillWaiting, waiting)];
}

function callerOf(
  { number: typed, clients: [client], count, lastCallId, firstAt }: LongestWaiting,
  { words, base, timezone }: Place & { base: string; timezone: string },
): ReportPage['longest']['callers'][number] {
  const clock = {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  } as const;
  const when = new Intl.DateTimeFormat(words.locale, clock).format(firstAt);
  const shown = formatNumber(typed);
  return {
    name: client ? `${client.name}, ${shown}` : shown,
    note: `${counted(words, words.calls, count)}, ${words.firstCall(when)}`,
    link: client ? `${base}/${PLACES[client.type]}/${client.id}` : `${base}/calls/${lastCallId}`,
  };
}

function totalsPart(totals: StatisticsTotals, before: StatisticsTotals | undefined, { words, journal }: Place): Part {
  const count = (value: number): string => number(words, value);
  const seconds = (value: number | null): string => (value === null ? '—' : words.seconds(value));
  const share = (value: number | null): string =>
    value === null ? '—' : new Intl.NumberFormat(words.locale, { style: 'percent' }).format(value);
  const line = (name: string, link: string, text: (of: StatisticsTotals) => string): Line => ({
    cells: [name, text(totals), before ? text(before) : '—'],
    link,
  });
  return {
    title: words.figures,
    headings: ['', words.thisWeek, words.was],
    lines: [
      line(words.inbound, journal({ direction: 'inbound' }), ({ inbound }) => count(inbound)),
      line(words.outbound, journal({ direction: 'outbound' }), ({ outbound }) => count(outbound)),
      line(words.missed, journal({ status: 'missed' }), ({ missed }) => count(missed)),
      line(words.answerRate, journal({ direction: 'inbound', status: 'answered' }), ({ answerRate }) => share(answerRate)),
      line(words.waitMean, journal({ direction: 'inbound', status: 'answered' }), ({ waitMean }) => seconds(waitMean)),
      line(words.talk, journal({ status: 'answered' }), ({ talkSeconds }) => seconds(talkSeconds)),
    ],
  };
}

/** A missed call is nobody's own: of a person, the rings they let go. */
function peopleParts(people: readonly StatisticsGroup[], { words, journal }: Place): Part[] {
  const lines = people.map(({ key, name, calls, talkSeconds, unansweredRings }) => ({
    cells: [name ?? '—', number(words, calls), words.seconds(talkSeconds), number(words, unansweredRings ?? 0)],
    link: journal({ userId: key ?? '' }),
  }));
  return lines.length === 0
    ? []
    : [{ title: words.people, headings: [words.employee, words.callCount, words.talk, words.unanswered], lines }];
}

function originParts({ dids, sources }: WeekFigures, { words, journal }: Place): Part[] {
  const part = (title: string, heading: string, lines: Line[]): Part[] =>
    lines.length === 0 ? [] : [{ title, headings: [heading, words.callCount, words.missed], lines }];
  const line = (name: string, { calls, missed }: StatisticsGroup, filter: Record<string, string>): Line => ({
    cells: [name, number(words, calls), number(words, missed)],
    link: journal({ direction: 'inbound', ...filter }),
  });
  const didName = ({ key, name }: StatisticsGroup): string => name ?? (key === null ? words.unknownDid : formatNumber(key));
  return [
    ...part(
      words.dids,
      words.did,
      dids.map((group) => line(didName(group), group, group.key === null ? {} : { did: group.key })),
    ),
    ...part(
      words.sources,
      words.source,
      sources.map((group) =>
        line(group.key ?? words.noSource, group, group.key === null ? { unsourced: 'true' } : { source: group.key }),
      ),
    ),
  ];
}

const number = ({ locale }: ReportWords, value: number): string => new Intl.NumberFormat(locale).format(value);
const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

function daysText({ from, to }: { from: string; to: string }, { locale }: ReportWords): string {
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  const text = days.formatRange(new Date(from), new Date(to));
  return text.replaceAll(/[\u2009\u202F]/g, ' ').replace(/(\d) – (\d+ \p{L}+)$/u, '$1–$2'); // of one month: no blanks, whatever this Node knows
}
