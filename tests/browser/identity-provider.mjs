// A city's identity provider: a real one (oidc-provider, certified), in a process of its own. It knows everybody who types a
// name, and says that the e-mail address is name@example.kz. Run with a port and the address it may send people back to.

import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;
const { Provider } = await import('oidc-provider');

const [port, back] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: 'kezek', client_secret: 'between us two', redirect_uris: [back] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.kz`, email_verified: sub !== 'unverified' }),
  }),
  cookies: { keys: ['a key of a test'] },
});

provider.listen(Number(port), '127.0.0.1', () => console.log(`the provider answers on ${issuer}`));
