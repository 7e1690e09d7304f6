import { Fragment, useState } from 'react';
import type { SpecLine } from '#shared/keys/diff';
import type { KeyRecord } from '#shared/keys/record';
import { kindOf } from '#shared/kinds/registry';
import { Button, Code, DescriptionList, formatCount, formatInstant } from '../../ui';
import styles from './details.module.css';

/** Longer lists are cut until asked for. */
const SHOWN = 12;
/** A pane is no place for more; the editor shows everything. */
const MOST = 500;

/** Every member of the spec, except the name (it is the title) and the expiry (it stands with the other times). */
export function DetailLines({ record }: { readonly record: KeyRecord }) {
  const [name, ...others] = kindOf(record.kind).lines(record.spec, formatInstant);
  const isTitle = name?.values.length === 1 && name.values[0] === record.label;
  const lines = (name === undefined || isTitle ? others : [name, ...others]).filter(
    ({ field }) => field !== 'expiresAt',
  );
  return (
    <DescriptionList
      items={lines.map((line) => ({ term: line.title, value: <Values key={record.ref} line={line} /> }))}
    />
  );
}

function Values({ line }: { readonly line: SpecLine }) {
  const [all, setAll] = useState(false);
  const { values, whenEmpty, code } = line;
  if (values.length === 0) return <span className={styles.muted}>{whenEmpty}</span>;
  const shown = values.slice(0, all ? MOST : SHOWN);
  const rest = values.length - shown.length;
  return (
    <>
      {shown.map((value, position) => (
        <div key={position} className={code ? styles.entry : undefined}>
          {code ? <BreakableCode text={value} /> : value}
        </div>
      ))}
      {rest > 0 &&
        (all ? (
          <span className={styles.muted}>{`and ${formatCount(rest)} more`}</span>
        ) : (
          <Button size="small" variant="ghost" className={styles.more} onClick={() => setAll(true)}>
            {`Show ${formatCount(rest)} more`}
          </Button>
        ))}
    </>
  );
}

/** A long value breaks between its words and before its path: seeUnretrievable|Attributes, https://acme.example|/*. */
function BreakableCode({ text }: { readonly text: string }) {
  const words = text.split(/(?<=[a-z])(?=[A-Z])|(?<=[^/])(?=\/(?!\/))/);
  return (
    <Code>
      {words.map((word, position) => (
        <Fragment key={position}>
          {position > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </Code>
  );
}
