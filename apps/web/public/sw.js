// Shows a call that the server pushes while no page is open, and opens the page when it is clicked. It keeps nothing and caches nothing.

self.addEventListener('push', (event) => {
  const { title, body, callId } = event.data.json();
  const options = { body, tag: callId, icon: '/icon.svg', badge: '/icon.svg', requireInteraction: true, data: { callId } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(`/calls/${event.notification.data?.callId ?? ''}`));
});

async function openPage(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages[0]) return pages[0].focus();
  return self.clients.openWindow(path);
}
