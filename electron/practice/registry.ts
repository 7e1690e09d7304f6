import type { KindId } from '#shared/ids';
import { algoliaPractice } from './algolia/practice-kind';
import { algorithmiaPractice } from './algorithmia/practice-kind';
import type { PracticeKind } from './kind-server';

/** One line per kind. */
const kinds: Readonly<Record<KindId, PracticeKind>> = {
  algolia: algoliaPractice,
  algorithmia: algorithmiaPractice,
};

/** The practice part of a kind. */
export function practiceKindOf(id: KindId): PracticeKind {
  return kinds[id];
}
