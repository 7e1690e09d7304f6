import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  Checkbox,
  Field,
  NumberInput,
  parseWhole,
  SecretInput,
  Segmented,
  TextInput,
  TooltipProvider,
} from '../../../../renderer/ui';

afterEach(cleanup);

describe('Field', () => {
  it('ties label, help and messages to its control', () => {
    render(
      <Field label="Hits" help="0 means no limit." error="Enter a whole number." required>
        <TextInput value="x" onChange={() => undefined} />
      </Field>,
    );
    const description = '0 means no limit. Problem: Enter a whole number.';
    const input = screen.getByRole('textbox', { name: 'Hits', description });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input).toHaveProperty('required', true);
  });

  it('does not call a field invalid for a warning', () => {
    render(
      <Field label="Expiry" notes={[{ severity: 'warning', message: 'This key never ends.' }]}>
        <TextInput value="" onChange={() => undefined} />
      </Field>,
    );
    const description = 'Warning: This key never ends.';
    const input = screen.getByRole('textbox', { name: 'Expiry', description });
    expect(input.hasAttribute('aria-invalid')).toBe(false);
  });

  it('applies a remedy with one click', async () => {
    const onClick = vi.fn();
    const note = {
      severity: 'hint',
      message: 'blog_a adds nothing.',
      fix: { label: 'Remove', onClick },
    } as const;
    render(
      <Field label="Indices" notes={[note]}>
        <TextInput value="" onChange={() => undefined} />
      </Field>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(onClick).toHaveBeenCalledOnce();
  });
});

function Numbers({ onNumber }: { readonly onNumber: (number: number | null) => void }) {
  const [text, setText] = useState('');
  return (
    <NumberInput
      aria-label="Limit"
      value={text}
      onChange={(typed, number) => {
        setText(typed);
        onNumber(number);
      }}
    />
  );
}

describe('NumberInput', () => {
  it('keeps what was typed and says whether it is a number', async () => {
    const onNumber = vi.fn();
    render(<Numbers onNumber={onNumber} />);
    await userEvent.type(screen.getByRole('textbox', { name: 'Limit' }), '1x');
    expect(screen.getByRole('textbox')).toHaveProperty('value', '1x');
    expect(onNumber.mock.calls).toEqual([[1], [Number.NaN]]);
  });
});

describe('parseWhole', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['1,204', 1204],
    ['1 204', 1204],
    ['-3', -3],
    ['1.5', Number.NaN],
    ['1e3', Number.NaN],
    ['0x10', Number.NaN],
  ])('reads "%s" as %s', (text, number) => {
    expect(parseWhole(text)).toBe(number);
  });
});

describe('SecretInput', () => {
  it('hides what is typed until it is asked to show it', async () => {
    render(
      <TooltipProvider>
        <Field label="Admin API key">
          <SecretInput value="abc" onChange={() => undefined} />
        </Field>
      </TooltipProvider>,
    );
    const input = screen.getByLabelText('Admin API key');
    expect(input.getAttribute('type')).toBe('password');
    expect(input.getAttribute('autocomplete')).toBe('off');
    await userEvent.click(screen.getByRole('button', { name: 'Show what was typed' }));
    expect(input.getAttribute('type')).toBe('text');
  });
});

describe('choices', () => {
  it('moves through segments with the arrow keys as one stop', async () => {
    const onChange = vi.fn();
    const options = [
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
    ] as const;
    render(<Segmented label="Theme" value="light" options={options} onChange={onChange} />);
    const user = userEvent.setup();
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Light' }));
    await user.keyboard('{ArrowRight}');
    expect(onChange).toHaveBeenCalledExactlyOnceWith('dark');
  });

  it('shows a partly checked box as mixed', () => {
    render(<Checkbox label="All" checked="mixed" onChange={() => undefined} />);
    expect(screen.getByRole('checkbox', { name: 'All' })).toHaveProperty('indeterminate', true);
  });
});
