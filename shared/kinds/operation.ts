import type { Decider, PolicyRequest } from '../policy/decision';

/** A field of the form that tries a key. */
export interface TrialField {
  readonly label: string;
  readonly placeholder: string;
}

/** The one harmless request by which a key is tried with its own secret, in the words of its form. */
export interface Trial {
  /** What `decide` is asked before it is sent. */
  readonly operation: string;
  /** "One real search with this key, sent from this computer. It changes nothing." */
  readonly explanation: string;
  /** Names what it acts on; required. */
  readonly resource: TrialField;
  /** What goes along; may be empty. */
  readonly input: TrialField;
  /** A verb: "Search". */
  readonly action: string;
  /** Why the cluster is expected to refuse it, given what `decide` names as the reason; null where that is plain. */
  readonly expectedRefusal: (decidedBy: Decider, cluster: string) => string | null;
}

/** What the requests of an operation name. */
export interface RequestTarget {
  /** "Index". */
  readonly label: string;
  readonly placeholder: string;
  /** The cluster's own names (indices, algorithms) are such. */
  readonly known: boolean;
}

/** One thing that a request can do on a cluster, for lists of them. */
export interface KindOperation {
  readonly id: string;
  /** "Search an index". */
  readonly title: string;
  /** A heading over several. */
  readonly group: string;
  /** Null: its requests name nothing. */
  readonly target: RequestTarget | null;
}

/** A request with the name under which it is kept. */
export interface NamedRequest {
  readonly name: string;
  readonly request: PolicyRequest;
}
