// Checks an IIN while it is typed, as the server does again when it is sent. Says at once what a clerk would say.
(function () {
  'use strict';
  var FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  var SECOND = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
  var CENTURIES = { 1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000 };
  var field = document.getElementById('iin');
  var words = document.getElementById('iin-typed');
  if (!field || !words) return;

  function born() {
    var parts = ['born_day', 'born_month', 'born_year'].map(function (id) {
      return Number(document.getElementById(id).value);
    });
    return parts[0] && parts[1] && parts[2] > 999 ? parts.join('.') : '';
  }

  // The birth date that the number states, or nothing where there is no such day.
  function stated(digits) {
    var year = CENTURIES[digits[6]] + Number(digits.slice(0, 2));
    var month = Number(digits.slice(2, 4));
    var day = Number(digits.slice(4, 6));
    var date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? [day, month, year].join('.') : '';
  }

  function checkDigit(digits) {
    function weighed(weights) {
      return weights.reduce(function (sum, weight, at) { return sum + weight * Number(digits[at]); }, 0) % 11;
    }
    var first = weighed(FIRST);
    return first < 10 ? first : weighed(SECOND);
  }

  // The key of what is to be said; nothing while the number is not whole.
  function verdict(whole) {
    var digits = field.value.replace(/[\s-]/g, '');
    if (digits === '') return '';
    if (!/^\d*$/.test(digits) || digits.length > 12) return 'length';
    if (digits.length < 12) return whole ? 'length' : '';
    var day = stated(digits);
    if (!day) return 'date';
    if (checkDigit(digits) !== Number(digits[11])) return 'check';
    return born() && born() !== day ? 'born' : 'fine';
  }

  function say(whole) {
    var key = verdict(whole);
    var said = key ? words.getAttribute('data-' + key) : '';
    if (words.textContent !== said) words.textContent = said;
    words.classList.toggle('bad', key !== '' && key !== 'fine');
    words.classList.toggle('good', key === 'fine');
  }

  field.addEventListener('input', function () { say(false); });
  field.addEventListener('change', function () { say(true); });
  ['born_day', 'born_month', 'born_year'].forEach(function (id) {
    document.getElementById(id).addEventListener('change', function () { say(true); });
  });
})();
