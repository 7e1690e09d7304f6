import type { z } from 'zod';

/** One call over the bridge: what goes in, what comes out. Types of both sides are inferred from here alone. */
export interface CallSpec<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly input: In;
  readonly output: Out;
  /** The answer carries the secret of a key. Exactly one call may (anchors.md 3.16). */
  readonly secretOutput?: true;
  /** Largest accepted input as JSON, in UTF-16 units. */
  readonly maxInput: number;
}

export const DEFAULT_MAX_INPUT = 64 * 1024;

/** Declares a call with the default size cap, or with another one for inputs that hold long lists. */
export function call<In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
  options: { readonly maxInput?: number } = {},
): CallSpec<In, Out> {
  return { input, output, maxInput: options.maxInput ?? DEFAULT_MAX_INPUT };
}

/** Declares the one call whose answer carries a key's secret. */
export function secretCall<In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
): CallSpec<In, Out> & { readonly secretOutput: true } {
  return { input, output, maxInput: DEFAULT_MAX_INPUT, secretOutput: true };
}
