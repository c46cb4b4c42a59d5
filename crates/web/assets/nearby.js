// Sorts kindergartens by how far they are, at a tap and on the device alone: where it is, is neither sent nor kept.
(function () {
  'use strict';
  var EARTH_KM = 6371;
  var WAIT_MS = 20000;
  var box = document.querySelector('[data-nearby]');
  var cards = Array.prototype.slice.call(document.querySelectorAll('[data-at]'));
  if (!box || cards.length < 2 || !window.isSecureContext || !navigator.geolocation) return;

  var button = box.querySelector('button');
  var said = box.querySelector('[role=status]');
  var number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

  function radians(degrees) {
    return (degrees * Math.PI) / 180;
  }

  function kilometres(from, to) {
    var north = Math.sin(radians(to[0] - from[0]) / 2);
    var east = Math.sin(radians(to[1] - from[1]) / 2);
    var chord = north * north + Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * east * east;
    return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
  }

  function sort(here) {
    cards.forEach(function (card) {
      card.far = kilometres(here, card.dataset.at.split(',').map(Number));
      var far = card.querySelector('.far') || card.insertBefore(document.createElement('p'), card.children[1]);
      far.className = 'far';
      far.textContent = box.dataset.far.replace('#', number.format(card.far));
    });
    document.querySelectorAll('.houses').forEach(function (list) {
      var items = Array.prototype.slice.call(list.children);
      // Those of which nobody has said where they are stay behind the others, in their order.
      items.forEach(function (item, at) {
        item.at = at;
        if (item.far === undefined) item.far = Infinity;
      });
      items.sort(function (a, b) {
        return a.far === b.far ? a.at - b.at : a.far - b.far;
      });
      items.forEach(function (item) {
        list.appendChild(item);
      });
    });
  }

  button.addEventListener('click', function () {
    button.disabled = true;
    said.textContent = '';
    navigator.geolocation.getCurrentPosition(
      function (found) {
        sort([found.coords.latitude, found.coords.longitude]);
        said.textContent = box.dataset.done;
        button.disabled = false;
      },
      function () {
        said.textContent = box.dataset.failed;
        button.disabled = false;
      },
      { timeout: WAIT_MS },
    );
  });
  box.hidden = false;
})();
