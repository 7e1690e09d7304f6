import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  changeExpiry,
  changeSpec,
  markUnreadable,
  type Draft,
  type EditedKind,
  type SpecChange,
} from './draft';
import type { ExpiryChoice } from './expiry-choice';

export interface DraftState<Spec> {
  /** The draft as the editor opened; leaving asks only when it differs. */
  readonly start: Draft<Spec>;
  readonly draft: Draft<Spec>;
  readonly change: (change: SpecChange<Spec>) => void;
  readonly changeExpiry: (choice: ExpiryChoice) => void;
  readonly markUnreadable: (field: string, message: string | null) => void;
  /** Keeps what the cluster said about a field until that draft changes. */
  readonly refuse: (field: string, message: string) => void;
  /** Begins anew from another state of the key (after a change behind our back). */
  readonly restart: (start: Draft<Spec>, draft: Draft<Spec>) => void;
}

export type DraftStore<Spec> = StoreApi<DraftState<Spec>>;

/** The draft of one open editor. It lives as long as the editor, whatever happens to a request meanwhile. */
export function createDraftStore<Spec>(kind: EditedKind<Spec>, start: Draft<Spec>): DraftStore<Spec> {
  return createStore<DraftState<Spec>>((set) => {
    const step = (next: (draft: Draft<Spec>) => Draft<Spec>) =>
      set((state) => {
        const draft = next(state.draft);
        return draft === state.draft ? state : { draft };
      });
    return {
      start,
      draft: start,
      change: (change) => step((draft) => changeSpec(kind, draft, change)),
      changeExpiry: (choice) => step((draft) => changeExpiry(draft, choice)),
      markUnreadable: (field, message) => step((draft) => markUnreadable(draft, field, message)),
      refuse: (field, message) =>
        step((draft) => ({ ...draft, refused: { field, message, spec: draft.spec } })),
      restart: (fresh, draft) => set({ start: fresh, draft }),
    };
  });
}
