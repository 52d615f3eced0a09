import type { PushKey, PushSubscribed } from '@carillon/contract';
import { api } from '../../lib/api.ts';

const KEPT = 'carillon.push-subscription';

/** Push needs https (or this very computer) and a browser that has it. */
export const canPush = (): boolean => window.isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window;

/** Whether calls reach this browser while no page is open. */
export async function isSubscribed(): Promise<boolean> {
  const worker = canPush() ? await navigator.serviceWorker.getRegistration() : undefined;
  return (await worker?.pushManager.getSubscription()) != null && localStorage.getItem(KEPT) !== null;
}

/** @throws when the person or the browser refuses, and `ApiError` when the server does. */
export async function subscribe(): Promise<void> {
  const worker = await navigator.serviceWorker.register('/sw.js');
  const { publicKey } = await api.get<PushKey>('/push-key');
  await (await worker.pushManager.getSubscription())?.unsubscribe(); // it may be of a key that has changed
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = subscription.toJSON();
  const { id } = await api.post<PushSubscribed>('/push-subscriptions', { endpoint, keys });
  localStorage.setItem(KEPT, id);
}

export async function unsubscribe(): Promise<void> {
  const id = localStorage.getItem(KEPT);
  localStorage.removeItem(KEPT);
  const worker = await navigator.serviceWorker.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
  if (id !== null) await api.delete(`/push-subscriptions/${id}`).catch(() => undefined); // else the push service tells the server that it is gone
}
