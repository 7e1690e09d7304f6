import { TransportFailure, type TransportFailureSort } from '../clusters/transport';
import type { PinnedCaRefusal } from '../clusters/pinned-ca';

type Meaning = readonly [TransportFailureSort, 'no' | 'maybe', string];

/**
 * Chromium's network errors. `no` only where nothing can have been sent: several errors of making a connection can
 * also be those of one that stood (a time-out, an unreachable address), and count as `maybe`.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ERR_CONNECTION_REFUSED: ['refused', 'no', 'connection refused'],
  ERR_NAME_NOT_RESOLVED: ['not-found', 'no', 'no server has this name'],
  ERR_NAME_RESOLUTION_FAILED: ['not-found', 'no', 'the name could not be looked up'],
  ERR_INTERNET_DISCONNECTED: ['unreachable', 'no', 'this computer is not connected to a network'],
  ERR_PROXY_CONNECTION_FAILED: ['unreachable', 'no', 'the proxy cannot be reached'],
  ERR_TUNNEL_CONNECTION_FAILED: ['unreachable', 'no', 'the proxy does not connect to the server'],
  ERR_UNSAFE_PORT: ['unreachable', 'no', 'this port is not allowed'],
  ERR_ADDRESS_INVALID: ['unreachable', 'no', 'the address is not valid'],
  ERR_ADDRESS_UNREACHABLE: ['unreachable', 'maybe', 'no route to the server'],
  ERR_NETWORK_ACCESS_DENIED: ['unreachable', 'maybe', 'this computer does not allow the connection'],
  ERR_CONNECTION_TIMED_OUT: ['connect-timeout', 'maybe', 'the server did not accept the connection in time'],
  ERR_SSL_PROTOCOL_ERROR: ['tls-failed', 'maybe', 'the two sides found no common way to encrypt'],
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: ['tls-failed', 'no', 'the two sides found no common way to encrypt'],
  ERR_CERT_DATE_INVALID: ['tls-untrusted', 'no', 'the certificate is not valid at this time'],
  ERR_CERT_COMMON_NAME_INVALID: ['tls-untrusted', 'no', 'the certificate is for another host name'],
  ERR_CERT_AUTHORITY_INVALID: ['tls-untrusted', 'no', 'its certificate authority is not known here'],
  ERR_CERT_REVOKED: ['tls-untrusted', 'no', 'the certificate was revoked'],
  ERR_INVALID_HTTP_RESPONSE: ['other', 'maybe', 'the answer is not a valid HTTP answer'],
  ERR_INVALID_CHUNKED_ENCODING: ['dropped', 'maybe', 'the answer is damaged'],
  ERR_CONTENT_DECODING_FAILED: ['other', 'maybe', 'the answer is packed in a damaged way'],
};

const PINNED: Readonly<Record<PinnedCaRefusal, string>> = {
  unreadable: 'its certificate cannot be read',
  'unknown-authority': 'its certificate was not issued by the authority given for this cluster',
  'not-yet-valid': 'the certificate is not valid yet',
  expired: 'the certificate has expired',
  'wrong-host': 'the certificate is for another host name',
  'wrong-use': 'the certificate is not meant for servers',
  'weak-key': 'the key of the certificate is too weak',
};

/**
 * Sorts an error of Electron's network stack (`net::ERR_…`). `refusal`: why the pinned authority did not vouch for the
 * server, which says more than Chromium's own verdict.
 */
export function chromiumFailure(message: string, refusal: PinnedCaRefusal | null): TransportFailure {
  const name = /net::(ERR_\w+)/.exec(message)?.[1] ?? '';
  if (name === 'ERR_CERT_AUTHORITY_INVALID' && refusal !== null) {
    return new TransportFailure('tls-untrusted', 'no', PINNED[refusal]);
  }
  const known = MEANINGS[name];
  if (known !== undefined) return new TransportFailure(...known);
  if (name.startsWith('ERR_CERT_')) {
    return new TransportFailure('tls-untrusted', 'no', 'its certificate is not accepted');
  }
  if (name.startsWith('ERR_SSL_') || name.startsWith('ERR_BAD_SSL_')) {
    return new TransportFailure('tls-failed', 'maybe', 'the encrypted connection failed');
  }
  return new TransportFailure(
    'dropped',
    'maybe',
    'the connection was dropped before the answer was complete',
  );
}
