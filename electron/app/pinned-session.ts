import { createHash } from 'node:crypto';
import { session, type Certificate, type Session } from 'electron';
import { checkAgainstPinnedCa, type PinnedCaRefusal } from '../clusters/pinned-ca';

/** The answers of a verify procedure: trusted, or whatever Chromium itself found. */
const TRUSTED = 0;
const AS_CHROMIUM_SAYS = -3;
const UNKNOWN_AUTHORITY = 'net::ERR_CERT_AUTHORITY_INVALID';
const MAX_CHAIN = 10;

/** Reads and changes have connections of their own, see electron-transport.ts. */
export type Lane = 'reads' | 'changes';

export interface ClusterSession {
  readonly session: Session;
  /** Why the pinned authority does not vouch for a server of this name; null when it was not asked or does. */
  readonly refusalOf: (hostname: string) => PinnedCaRefusal | null;
}

function chainOf(certificate: Certificate): readonly string[] {
  const chain: string[] = [];
  let current: Certificate | undefined = certificate;
  while (current !== undefined && chain.length < MAX_CHAIN && !chain.includes(current.data)) {
    chain.push(current.data);
    current = current.issuerCert;
  }
  return chain;
}

/**
 * Makes a session in memory whose TLS checks are Chromium's own, except that an unknown authority is looked up
 * among the pinned ones (design.md, "The house"). No other verdict of Chromium is ever overruled.
 */
function openSession(partition: string, caPem: string | null): ClusterSession {
  const made = session.fromPartition(partition, { cache: false });
  const refusals = new Map<string, PinnedCaRefusal>();
  if (caPem !== null) {
    made.setCertificateVerifyProc(({ verificationResult, certificate, hostname }, callback) => {
      if (verificationResult !== UNKNOWN_AUTHORITY) {
        callback(AS_CHROMIUM_SAYS);
        return;
      }
      const chain = chainOf(certificate);
      const verdict = checkAgainstPinnedCa({ caPem, chain, hostname, now: Date.now() });
      if (verdict.ok) refusals.delete(hostname);
      else refusals.set(hostname, verdict.reason);
      callback(verdict.ok ? TRUSTED : AS_CHROMIUM_SAYS);
    });
  }
  return { session: made, refusalOf: (hostname) => refusals.get(hostname) ?? null };
}

/**
 * The sessions that talk to clusters, made when first needed: for reads one per pinned authority, for changes one per
 * authority and server. They share nothing with the windows' session or with each other.
 */
export function createClusterSessions(): (
  lane: Lane,
  origin: string,
  caPem: string | null,
) => ClusterSession {
  const open = new Map<string, ClusterSession>();
  return (lane, origin, caPem) => {
    const scope = lane === 'changes' ? [lane, origin, caPem] : [lane, caPem];
    const partition = `cluster-${createHash('sha256').update(JSON.stringify(scope)).digest('hex')}`;
    const known = open.get(partition) ?? openSession(partition, caPem);
    open.set(partition, known);
    return known;
  };
}
