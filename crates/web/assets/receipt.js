// On the receipt: what was kept on the device while the form was filled in goes, and a button prints the page.
(function () {
  'use strict';
  if (document.querySelector('[data-applied]')) {
    try {
      sessionStorage.removeItem('kezek-application');
    } catch (forbidden) {
      // Then nothing was kept either.
    }
  }
  var print = document.getElementById('print');
  print.hidden = false;
  print.addEventListener('click', function () { window.print(); });
})();
