import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

const RUSSIAN_SPEAKING = new Set(['RU', 'BY', 'KZ', 'KG', 'UZ', 'TJ', 'AM']);
const USUAL = {
  en: ['Order', 'Offer sent', 'Thinking', 'Not interested', 'Wrong number'],
  ru: ['Заказ', 'Предложение', 'Думает', 'Отказ', 'Ошиблись номером'],
};

/** What a call may have come to, in the order offered; in a workspace that has chosen none, the usual words of its country. */
export async function readCallOutcomes(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ country: string; outcomes: string[] | null }>`
    select country, call_outcomes as outcomes from workspaces where id = ${workspaceId}
  `.execute(tx);
  const workspace = rows[0];
  return workspace?.outcomes ?? USUAL[RUSSIAN_SPEAKING.has(workspace?.country ?? '') ? 'ru' : 'en'];
}

/** Blank ones and repeats are left out. @returns the list as it is now. */
export async function saveCallOutcomes(tx: Tx, workspaceId: string, outcomes: readonly string[]): Promise<string[]> {
  const kept = [...new Set(outcomes.map((outcome) => outcome.trim()).filter((outcome) => outcome !== ''))];
  await sql`update workspaces set call_outcomes = ${kept} where id = ${workspaceId}`.execute(tx);
  return kept;
}
