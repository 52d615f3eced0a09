import { hearOfTranscripts } from './features/telephony-settings/account-news.ts';
import { webhookUrl } from './features/telephony-settings/webhook-url.ts';
import type { Logger } from './http/logging.ts';
import type { Connection } from './provider/connection.ts';
import type { ProviderClients } from './provider/provider-clients.ts';

type Deps = { clients: ProviderClients; log: Logger; publicUrl: string; baseDomain: string | undefined };

/** Has the provider tell us when a transcript is ready (5.11). Never fails. */
export function transcriptNews(deps: Deps): (connection: Connection) => Promise<void> {
  return (connection) => hearOfTranscripts(deps, connection, webhookUrl(deps, connection.slug));
}
