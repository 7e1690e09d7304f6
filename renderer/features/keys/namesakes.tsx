import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, formatCount } from '../../ui';
import { useNamesakes } from '../key-editor';
import { wantKey } from './view-store';

/** Points out that another key of the same owner has the same label. */
export function Namesakes({ record }: { readonly record: KeyRecord }) {
  const { clusterId, ref, label, kind, spec } = record;
  const account = kindOf(kind).account(spec);
  const others = useNamesakes({ id: clusterId }, { account, label, ref });
  const [first] = others;
  if (first === undefined) return null;
  return (
    <Banner
      tone="warn"
      title={
        others.length === 1
          ? `Another key of ${account} is labelled ${label}.`
          : `${formatCount(others.length)} other keys of ${account} are labelled ${label}.`
      }
      action={
        <Button size="small" onClick={() => wantKey(clusterId, first.ref)}>
          {`Show ${first.mask}`}
        </Button>
      }
    >
      Give each a label of its own, so that they can be told apart.
    </Banner>
  );
}
