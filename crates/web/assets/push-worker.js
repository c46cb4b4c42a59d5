// Shows a notice of the queue, also when no page is open, and opens its page at a tap. It keeps nothing and fetches nothing.
(function () {
  'use strict';
  self.addEventListener('push', function (event) {
    var notice = event.data ? event.data.json() : null;
    if (!notice) return;
    event.waitUntil(self.registration.showNotification(notice.title, { body: notice.body, tag: notice.tag, data: notice.url }));
  });

  self.addEventListener('notificationclick', function (event) {
    event.notification.close();
    event.waitUntil(self.clients.openWindow(event.notification.data));
  });
})();
