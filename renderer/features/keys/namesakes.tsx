import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Banner, Button, formatCount } from '../../ui';
import { useNamesakes } from '../key-editor';
import { wantKey } from './view-store';

/** Points out that another key of the same owner has the same label. */
export function Namesakes({ record }: { readonly record: KeyRecord }) {
  const { clusterId, ref, label, spec } = record;
  const kind = kindOf(record.kind);
  const others = useNamesakes({ id: clusterId }, { kind, spec, ref });
  const [first] = others;
  if (first === undefined) return null;
  const { owner } = kind.columns(spec);
  return (
    <Banner
      tone="warn"
      title={
        others.length === 1
          ? `Another key of ${owner} is labelled ${label}.`
          : `${formatCount(others.length)} other keys of ${owner} are labelled ${label}.`
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
