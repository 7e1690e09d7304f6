import type { AlgoliaSpec } from '#shared/kinds/algolia/spec';
import type { SpecForm } from '../form';
import { NumberField } from '../number-field';
import { SectionFrame } from '../section';
import styles from './limits-section.module.css';

/** How many hits a query may give, and how many queries an address may make. */
export function LimitsSection({ form, id }: { readonly form: SpecForm<AlgoliaSpec>; readonly id: string }) {
  return (
    <SectionFrame id={id} title="Limits" lead="Blank means no limit.">
      <div className={styles.limits}>
        <NumberField
          form={form}
          field="maxHitsPerQuery"
          label="Hits per query"
          help="The most records that one query gives. The engine itself gives at most 1,000."
          unit="hits"
          value={form.spec.maxHitsPerQuery}
          whenEmpty="no limit"
          write={(spec, maxHitsPerQuery) => ({ ...spec, maxHitsPerQuery })}
        />
        <NumberField
          form={form}
          field="maxQueriesPerIPPerHour"
          label="Queries per address and hour"
          help="Counted by user token where there is one, else by IP address; each server counts for itself, so a cluster of three allows up to three times as many."
          unit="an hour"
          value={form.spec.maxQueriesPerIPPerHour}
          whenEmpty="no limit"
          write={(spec, maxQueriesPerIPPerHour) => ({ ...spec, maxQueriesPerIPPerHour })}
        />
      </div>
    </SectionFrame>
  );
}
