import { createContext, type ReactNode, useContext, useState } from 'react';

const PortalContext = createContext<HTMLElement | null>(null);
const RegionContext = createContext<HTMLElement | null>(null);

/** Where menus are put: the pop-up region, or the open dialog they belong to. Undefined: the body. */
export function usePortalTarget(): HTMLElement | undefined {
  return useContext(PortalContext) ?? undefined;
}

/**
 * Where tooltips are put: always the pop-up region. They vanish while the focus moves, and a dialog from which an
 * element goes at that moment takes the focus to itself, so that Tab would never get past a control with a tooltip.
 */
export function useTooltipTarget(): HTMLElement | undefined {
  return useContext(RegionContext) ?? undefined;
}

export interface PortalRegionProps {
  readonly children: ReactNode;
}

/** Stands once around the application: gives what floats above the page a landmark of its own. */
export function PortalRegion({ children }: PortalRegionProps) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <RegionContext value={target}>
      <PortalContext value={target}>
        {children}
        <div ref={setTarget} role="region" aria-label="Pop-ups" />
      </PortalContext>
    </RegionContext>
  );
}

export { PortalContext };
