import { createContext, type ReactNode, useContext, useState } from 'react';

const PortalContext = createContext<HTMLElement | null>(null);

/** Where menus and tooltips are put: the pop-up region, or the open dialog they belong to. Undefined: the body. */
export function usePortalTarget(): HTMLElement | undefined {
  return useContext(PortalContext) ?? undefined;
}

export interface PortalRegionProps {
  readonly children: ReactNode;
}

/** Stands once around the application: gives what floats above the page a landmark of its own. */
export function PortalRegion({ children }: PortalRegionProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <PortalContext value={target}>
      {children}
      <div ref={setTarget} role="region" aria-label="Pop-ups" />
    </PortalContext>
  );
}

export { PortalContext };
