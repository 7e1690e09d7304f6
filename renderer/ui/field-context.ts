import { createContext, useContext } from 'react';

/** What a control inside a Field needs to be tied to its label, help and messages. */
export interface FieldWiring {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

export const FieldContext = createContext<FieldWiring | null>(null);

export interface WiredProps {
  readonly id?: string | undefined;
  readonly required?: boolean | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined;
}

/** The wiring of the enclosing Field; a control's own props win. Outside a Field the control stands alone. */
export function useFieldWiring(own: WiredProps): WiredProps {
  const wiring = useContext(FieldContext);
  const describedBy = [wiring?.describedBy, own['aria-describedby']]
    .filter((id) => id !== undefined)
    .join(' ');
  return {
    id: own.id ?? wiring?.id,
    required: own.required ?? (wiring?.required === true ? true : undefined),
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    'aria-invalid': own['aria-invalid'] ?? (wiring?.invalid === true ? true : undefined),
  };
}
