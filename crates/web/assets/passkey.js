// Asks a device to make a passkey, or for one that it keeps. What it answers is sent as a form, like anything else.
(function () {
  'use strict';
  var form = document.querySelector('form[data-passkey]');
  if (!form || !window.PublicKeyCredential) return;

  var button = form.querySelector('button');
  var said = document.getElementById('passkey-said');
  var asked = JSON.parse(form.dataset.passkey).publicKey;
  form.hidden = false;

  function bytes(text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (letter) {
      return letter.charCodeAt(0);
    });
  }

  function text(buffer) {
    if (!buffer) return null;
    var plain = Array.from(new Uint8Array(buffer), function (byte) {
      return String.fromCharCode(byte);
    }).join('');
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  function named(list) {
    return (list || []).map(function (one) {
      return Object.assign({}, one, { id: bytes(one.id) });
    });
  }

  function ask() {
    var options = Object.assign({}, asked, { challenge: bytes(asked.challenge) });
    if (!asked.user) {
      options.allowCredentials = named(asked.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user = Object.assign({}, asked.user, { id: bytes(asked.user.id) });
    options.excludeCredentials = named(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  }

  function written(made) {
    var response = { clientDataJSON: text(made.response.clientDataJSON) };
    if (asked.user) {
      response.attestationObject = text(made.response.attestationObject);
    } else {
      response.authenticatorData = text(made.response.authenticatorData);
      response.signature = text(made.response.signature);
      response.userHandle = text(made.response.userHandle);
    }
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response: response });
  }

  button.addEventListener('click', function () {
    button.disabled = true;
    said.textContent = '';
    ask().then(
      function (made) {
        form.elements.answer.value = written(made);
        form.submit();
      },
      function () {
        said.textContent = form.dataset.failed;
        button.disabled = false;
      },
    );
  });
})();
