import type { AlgorithmiaSpec } from '#shared/kinds/algorithmia/spec';
import { Checkbox, Field, TextInput } from '../../../ui';
import { notesOf, type SpecForm } from '../form';
import { Notes, SectionFrame } from '../section';

/** Where calls may come from; the host is asked for only while browsers are allowed (seed, "Caller origin"). */
export function OriginSection({
  form,
  id,
}: {
  readonly form: SpecForm<AlgorithmiaSpec>;
  readonly id: string;
}) {
  const { allow_algo: native, allow_web_algo: web, referer_host: host } = form.spec;
  return (
    <SectionFrame id={id} title="Caller origin" lead="Where the calls of algorithms may come from.">
      <Checkbox
        label="Native clients"
        help="Programs and servers, through a client library or plain HTTP."
        checked={native}
        onChange={(allow_algo) => form.change((spec) => ({ ...spec, allow_algo }))}
      />
      <Notes notes={notesOf(form, 'allow_algo')} />
      <Checkbox
        label="Web browser"
        help="Pages on other origins (CORS requests)."
        checked={web}
        onChange={(allow_web_algo) =>
          form.change((spec) => ({
            ...spec,
            allow_web_algo,
            referer_host: allow_web_algo ? spec.referer_host : '',
          }))
        }
      />
      <Notes notes={notesOf(form, 'allow_web_algo')} />
      {(web || host !== '') && (
        <Field
          field="referer_host"
          label="Referrer host"
          help="The one host whose pages may call. Its subdomains are not included. Blank means any site."
          notes={notesOf(form, 'referer_host')}
        >
          <TextInput
            mono
            value={host}
            placeholder="www.example.com"
            onChange={(referer_host) => form.change((spec) => ({ ...spec, referer_host }))}
          />
        </Field>
      )}
    </SectionFrame>
  );
}
