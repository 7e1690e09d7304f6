import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd';
import { focusMovedByKey } from './moved-by-key';
import { useTooltipTarget } from './portal';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly content: ReactNode;
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  /** One focusable element that passes its props and ref on. */
  readonly children: ReactElement;
}

/** A short text beside a control, on hover and on keyboard focus. Never the only place of an information. */
export function Tooltip({ content, keys, side = 'bottom', children }: TooltipProps) {
  const container = useTooltipTarget();
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={(event) => focusMovedByKey() || event.preventDefault()}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content className={styles.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {content}
          {keys !== undefined && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Stands once around the application; tooltips of neighbours follow each other without a delay. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={300}>
      {children}
    </Radix.Provider>
  );
}
