import type { AnyKind } from '#shared/kinds/registry';

/** What of a kind the simulator needs: nothing that depends on its specs. */
export type SimulatedKind = Pick<
  AnyKind,
  'id' | 'operations' | 'requestFields' | 'exampleRequests' | 'capabilities'
>;
