type Words = { title: string; body: string; callId: string };

/** Shows a call where the system shows news, if this browser may. @returns how to take it away, when it could be shown. */
export function showSystemNotification({ title, body, callId }: Words): (() => void) | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  const options = { body, tag: callId, icon: '/icon.svg', requireInteraction: true };
  try {
    const notification = new Notification(title, options);
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
    return () => notification.close();
  } catch {
    return showThroughWorker(title, options); // Android allows it to a service worker only
  }
}

function showThroughWorker(title: string, options: NotificationOptions & { tag: string }): () => void {
  const registered = navigator.serviceWorker?.getRegistration();
  void registered?.then((worker) => worker?.showNotification(title, options));
  return () =>
    void registered?.then(async (worker) => {
      for (const notification of (await worker?.getNotifications({ tag: options.tag })) ?? []) notification.close();
    });
}
