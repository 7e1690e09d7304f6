import type { ChangeInWords, SummaryPart } from './kind';
import { merged, plain, type Parts } from './sentence';

/** An edit as two short sentences: "Adds: delete records in prod_*. Removes: nothing." */
export function changeSentence({ adds, removes }: ChangeInWords): readonly SummaryPart[] {
  return merged([plain('Adds: '), ...listed(adds), plain('. Removes: '), ...listed(removes), plain('.')]);
}

function listed(phrases: readonly Parts[]): Parts {
  if (phrases.length === 0) return [plain('nothing')];
  return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [plain('; '), ...phrase]));
}
