import { createContext, type ReactNode, useContext } from 'react';

/** Puts plain text (never a secret) on the clipboard; provided by the application, which owns the bridge. */
export type CopyText = (text: string) => void;

const CopyContext = createContext<CopyText | null>(null);

export function CopyProvider({ copy, children }: { readonly copy: CopyText; readonly children: ReactNode }) {
  return <CopyContext value={copy}>{children}</CopyContext>;
}

/** The way to the clipboard, or null where none is provided: then nothing offers to copy. */
export function useCopyText(): CopyText | null {
  return useContext(CopyContext);
}
