/** The Bot Framework's side of trust: keys that are published over HTTP, and a pen that signs, also what it should not. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Token = {
  readonly head?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** `stranger`: a key of somebody else. */
  readonly key?: 'ours' | 'stranger' | 'none' | 'hmac';
};

export type Signer = {
  readonly metadataUrl: string;
  /** How often keys were asked for. */
  readonly asked: () => number;
  /** An Authorization header. What is not said is as it should be; `undefined` leaves a claim out. */
  readonly sign: (token?: Token) => string;
  readonly close: () => Promise<void>;
};

export const issuer = 'https://issuer.example.org';
const keyId = 'key-of-the-day';

/** Making them takes longer than most tests. */
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1_000);

export async function openSigner(appId: string, serviceUrl: () => string): Promise<Signer> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', endorsements: ['msteams'] };
    const body = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${base()}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const rs = (text: string, key: KeyObject, alg: unknown): string =>
    createSign(alg === 'RS512' ? 'RSA-SHA512' : 'RSA-SHA256')
      .update(text)
      .sign(key, 'base64url');

  return {
    metadataUrl: `${base()}/metadata`,
    asked: () => asked,
    sign({ head = {}, claims = {}, key = 'ours' } = {}) {
      const header = { typ: 'JWT', alg: 'RS256', kid: keyId, ...head };
      const now = seconds();
      const body = { iss: issuer, aud: appId, serviceurl: serviceUrl(), nbf: now - 60, exp: now + 3_600, ...claims };
      const text = `${part(header)}.${part(body)}`;
      // The public key as a shared secret: a verifier that believes the token's own "alg" takes it.
      const pem = ours.publicKey.export({ format: 'pem', type: 'spki' }).toString();
      const signature = {
        none: () => '',
        hmac: () => createHmac('sha256', pem).update(text).digest('base64url'),
        ours: () => rs(text, ours.privateKey, header.alg),
        stranger: () => rs(text, stranger.privateKey, header.alg),
      }[key]();
      return `Bearer ${text}.${signature}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
