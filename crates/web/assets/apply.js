// Keeps the answers of an application on the device until they are sent, so that a lost connection loses none. They stay in
// this tab and go with it: the device may belong to others too.
(function () {
  'use strict';
  var KEY = 'kezek-application';
  var form = document.getElementById('apply');
  var keeping = document.getElementById('keeping');
  var offer = document.getElementById('kept');
  var notice = document.getElementById('no-connection');
  var store;
  try {
    store = window.sessionStorage;
    store.getItem(KEY);
  } catch (forbidden) {
    return;
  }

  function answers() {
    var pairs = [];
    new FormData(form).forEach(function (answer, name) { pairs.push([name, String(answer)]); });
    return pairs;
  }

  function answerTo(name, pairs) {
    var found = pairs.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : '';
  }

  function kept() {
    try {
      var pairs = JSON.parse(store.getItem(KEY));
      return Array.isArray(pairs) ? pairs : [];
    } catch (garbled) {
      return [];
    }
  }

  function keep() {
    try {
      store.setItem(KEY, JSON.stringify(answers()));
    } catch (full) {
      return;
    }
    keeping.hidden = false;
    offer.hidden = true;
  }

  // After a step back the browser itself forgets an IIN.
  function fillAgain() {
    kept().forEach(function (pair) {
      var field = form.elements[pair[0]];
      if (field && field.type === 'text' && field.value === '') field.value = pair[1];
    });
  }

  function clear() {
    store.removeItem(KEY);
    location.replace(form.getAttribute('action'));
  }

  // The server shows the step again with the answers that were kept.
  function restore() {
    var sent = document.createElement('form');
    sent.method = 'post';
    sent.action = form.getAttribute('action');
    sent.hidden = true;
    kept().concat([['go', 'here']]).forEach(function (pair) {
      var field = document.createElement('input');
      field.type = 'hidden';
      field.name = pair[0];
      field.value = pair[1];
      sent.appendChild(field);
    });
    document.body.appendChild(sent);
    sent.submit();
  }

  function tell(isLost) {
    notice.querySelector('[data-lost]').hidden = !isLost;
    notice.querySelector('[data-back]').hidden = isLost;
    notice.classList.toggle('care', isLost);
    notice.classList.toggle('good', !isLost);
    notice.hidden = false;
    if (isLost) notice.scrollIntoView({ block: 'center' });
  }

  form.addEventListener('input', keep);
  form.addEventListener('change', keep);
  form.addEventListener('submit', function (event) {
    if (navigator.onLine !== false) return;
    event.preventDefault();
    keep();
    tell(true);
  });
  window.addEventListener('online', function () {
    if (!notice.hidden) tell(false);
  });
  Array.prototype.forEach.call(document.querySelectorAll('[data-clear]'), function (button) {
    button.addEventListener('click', clear);
  });
  document.querySelector('[data-restore]').addEventListener('click', restore);

  // A form that was only just opened has nothing to keep yet; what was kept before it is offered.
  var isKnown = answerTo('act', kept()) === answerTo('act', answers());
  if (isKnown) fillAgain();
  if (isKnown || answerTo('step', answers()) !== 'child') keep();
  else offer.hidden = kept().length === 0;
})();
