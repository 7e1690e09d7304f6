import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Instant } from '#shared/ids';

/** Why a server's certificate does not pass against the pinned CA. */
export const PINNED_CA_REFUSALS = [
  'unreadable',
  'unknown-authority',
  'not-yet-valid',
  'expired',
  'wrong-host',
  'wrong-use',
  'weak-key',
] as const;
export type PinnedCaRefusal = (typeof PINNED_CA_REFUSALS)[number];

export type PinnedCaVerdict =
  { readonly ok: true } | { readonly ok: false; readonly reason: PinnedCaRefusal };

export interface PinnedCaQuestion {
  /** The pinned certificate or bundle. */
  readonly caPem: string;
  /** What the server sent, as PEM, its own certificate first. */
  readonly chain: readonly string[];
  /** Host name or address of the URL, without brackets. */
  readonly hostname: string;
  readonly now: Instant;
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const MAX_DEPTH = 8;
const MAX_CERTIFICATES = 32;
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM text, in order. Throws when one cannot be read; empty when there is none. */
export function readCertificates(pem: string): readonly X509Certificate[] {
  return (pem.match(PEM_BLOCK) ?? []).slice(0, MAX_CERTIFICATES).map((block) => new X509Certificate(block));
}

function validity(certificate: X509Certificate, now: Instant): 'ok' | 'not-yet-valid' | 'expired' {
  if (now < Date.parse(certificate.validFrom)) return 'not-yet-valid';
  return now > Date.parse(certificate.validTo) ? 'expired' : 'ok';
}

function isFor(certificate: X509Certificate, hostname: string): boolean {
  if (isIP(hostname) !== 0) return certificate.checkIP(hostname) !== undefined;
  // Names in the subject were given up by browsers long ago; only the alternative names count.
  return certificate.checkHost(hostname, { subject: 'never', partialWildcards: false }) !== undefined;
}

function isForServers(certificate: X509Certificate): boolean {
  // Node calls the extended key usages `keyUsage`; none at all means any use.
  const uses: readonly string[] | undefined = certificate.keyUsage;
  return uses === undefined || uses.includes(SERVER_AUTH);
}

function isStrong(certificate: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' && asymmetricKeyType !== 'rsa-pss') return true;
  return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return (
    issuer.ca && isStrong(issuer) && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  );
}

/** The best that can be said of all ways from `certificate` up to an anchor. */
function climb(
  certificate: X509Certificate,
  anchors: readonly X509Certificate[],
  others: readonly X509Certificate[],
  now: Instant,
): 'ok' | PinnedCaRefusal {
  let best: PinnedCaRefusal = 'unknown-authority';
  const walk = (current: X509Certificate, unused: readonly X509Certificate[], depth: number): boolean => {
    const dates = validity(current, now);
    if (anchors.some((anchor) => anchor.raw.equals(current.raw))) {
      if (dates === 'ok') return true;
      best = dates;
      return false;
    }
    if (depth >= MAX_DEPTH) return false;
    const above = [...anchors, ...unused].filter((candidate) => issued(candidate, current));
    if (dates !== 'ok' && above.length > 0) {
      best = dates;
      return false;
    }
    return above.some((candidate) =>
      walk(
        candidate,
        unused.filter((other) => other !== candidate),
        depth + 1,
      ),
    );
  };
  return walk(certificate, others, 0) ? 'ok' : best;
}

function judge({ caPem, chain, hostname, now }: PinnedCaQuestion): 'ok' | PinnedCaRefusal {
  const anchors = readCertificates(caPem);
  const [leaf, ...others] = chain.slice(0, MAX_CERTIFICATES).flatMap((pem) => readCertificates(pem));
  if (leaf === undefined || anchors.length === 0) return 'unreadable';
  const way = climb(leaf, anchors, others, now);
  if (way !== 'ok') return way;
  if (!isFor(leaf, hostname)) return 'wrong-host';
  if (!isForServers(leaf)) return 'wrong-use';
  return isStrong(leaf) ? 'ok' : 'weak-key';
}

/**
 * Whether a server that the system does not trust may be trusted because of the CA that the user pinned for its
 * cluster: its certificate leads up to a pinned one by valid signatures, every certificate on the way is within its
 * dates, and the server's own is for this host name and for servers (anchors.md 3.15, design.md "The house").
 * A server certificate that is itself pinned passes too. Name constraints of a CA are not looked at: Node does not
 * show them, and the CA is the user's own choice for one cluster.
 */
export function checkAgainstPinnedCa(question: PinnedCaQuestion): PinnedCaVerdict {
  let verdict: 'ok' | PinnedCaRefusal;
  try {
    verdict = judge(question);
  } catch {
    verdict = 'unreadable';
  }
  return verdict === 'ok' ? { ok: true } : { ok: false, reason: verdict };
}

/** What is wrong with a PEM text that a user wants to pin, in words; null: nothing. */
export function problemOfCaPem(pem: string, now: Instant): string | null {
  let certificates: readonly X509Certificate[];
  try {
    certificates = readCertificates(pem);
  } catch {
    return 'This certificate cannot be read. Paste it whole, from BEGIN CERTIFICATE to END CERTIFICATE.';
  }
  if (certificates.length === 0)
    return 'There is no whole certificate in this text. Paste it from BEGIN CERTIFICATE to END CERTIFICATE.';
  if (certificates.every((certificate) => validity(certificate, now) === 'expired'))
    return 'This certificate has expired.';
  return null;
}
