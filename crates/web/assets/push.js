// Asks this browser to show notices, at a tap. What it answers is sent as a form, like anything else.
(function () {
  'use strict';
  var form = document.querySelector('form[data-push]');
  if (!form || !navigator.serviceWorker || !window.PushManager || !window.Notification) return;

  var button = form.querySelector('button');
  var said = document.getElementById('push-said');

  function bytes(text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (letter) {
      return letter.charCodeAt(0);
    });
  }

  function say(words) {
    said.textContent = words;
    button.disabled = false;
  }

  function subscribe() {
    return navigator.serviceWorker
      .register('/push-worker.js')
      .then(function () {
        return navigator.serviceWorker.ready;
      })
      .then(function (worker) {
        return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) });
      })
      .then(function (subscription) {
        var known = subscription.toJSON();
        form.elements.endpoint.value = known.endpoint;
        form.elements.p256dh.value = known.keys.p256dh;
        form.elements.auth.value = known.keys.auth;
        form.submit();
      });
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    button.disabled = true;
    said.textContent = '';
    Notification.requestPermission().then(function (answer) {
      if (answer !== 'granted') return say(form.dataset.denied);
      return subscribe().catch(function () {
        say(form.dataset.failed);
      });
    });
  });
  form.hidden = false;
})();
