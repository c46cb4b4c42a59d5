// Presses the one button of a page on which there is nothing to choose.
(function () {
  'use strict';
  var form = document.querySelector('form[data-go-on]');
  if (form) form.submit();
})();
