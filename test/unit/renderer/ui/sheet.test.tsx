import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  Button,
  ResizeHandle,
  Sheet,
  SheetHost,
  SplitPane,
  TextInput,
  TooltipProvider,
} from '../../../../renderer/ui';

afterEach(cleanup);

function Editor({ onSubmit }: { readonly onSubmit?: () => void }) {
  const [open, setOpen] = useState(false);
  const [section, setSection] = useState('basics');
  return (
    <TooltipProvider>
      <SheetHost>
        <Button onClick={() => setOpen(true)}>New key</Button>
        {open && (
          <Sheet
            title="New key"
            sections={[
              { id: 'basics', label: 'Basics' },
              { id: 'limits', label: 'Limits', count: 2, severity: 'error' },
            ]}
            activeSection={section}
            onSection={setSection}
            footer={<Button>Create key on shop-prod</Button>}
            onClose={() => setOpen(false)}
            onSubmit={onSubmit}
          >
            <TextInput aria-label="Description" value="" onChange={() => undefined} />
          </Sheet>
        )}
      </SheetHost>
    </TooltipProvider>
  );
}

async function openEditor(onSubmit?: () => void) {
  const user = userEvent.setup();
  render(onSubmit === undefined ? <Editor /> : <Editor onSubmit={onSubmit} />);
  await user.click(screen.getByRole('button', { name: 'New key' }));
  return user;
}

describe('Sheet', () => {
  it('starts in the first field and makes what lies below unreachable', async () => {
    await openEditor();
    expect(screen.getByRole('dialog', { name: 'New key' })).toBeDefined();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Description' }));
    expect(screen.getByText('New key', { selector: 'button' }).closest('[inert]')).not.toBeNull();
  });

  it('closes with Esc and gives the focus back', async () => {
    const user = await openEditor();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New key' })));
  });

  it('submits with Ctrl+Enter', async () => {
    const onSubmit = vi.fn();
    const user = await openEditor(onSubmit);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it('marks the section in view and counts the problems of each', async () => {
    const user = await openEditor();
    const limits = screen.getByRole('button', { name: 'Limits, 2 remarks' });
    expect(limits.getAttribute('aria-current')).toBe('false');
    await user.click(limits);
    expect(limits.getAttribute('aria-current')).toBe('true');
  });
});

describe('SplitPane', () => {
  it('closes the details with Esc, but only when nothing inside has used it', async () => {
    const onCloseDetails = vi.fn();
    render(
      <SplitPane
        details={<button type="button">Copy</button>}
        detailsLabel="Details of Blog search"
        width={322}
        onWidthChange={() => undefined}
        onCloseDetails={onCloseDetails}
      >
        <p>List</p>
      </SplitPane>,
    );
    const copy = screen.getByRole('button', { name: 'Copy' });
    copy.addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    fireEvent.keyDown(copy, { key: 'Escape' });
    expect(onCloseDetails).not.toHaveBeenCalled();
    fireEvent.keyDown(copy, { key: 'Escape' });
    expect(onCloseDetails).toHaveBeenCalledOnce();
  });
});

describe('ResizeHandle', () => {
  it('widens away from its pane and stays within its limits', () => {
    const onCommit = vi.fn();
    render(
      <ResizeHandle
        label="Width of the details"
        edge="start"
        value={632}
        min={280}
        max={640}
        onChange={() => undefined}
        onCommit={onCommit}
      />,
    );
    const handle = screen.getByRole('separator', { name: 'Width of the details' });
    expect(handle.getAttribute('aria-valuenow')).toBe('632');
    fireEvent.keyDown(handle, { key: 'ArrowLeft' });
    fireEvent.keyDown(handle, { key: 'ArrowRight' });
    fireEvent.keyDown(handle, { key: 'Home' });
    fireEvent.keyDown(handle, { key: 'Tab' });
    expect(onCommit.mock.calls).toEqual([[640], [616], [280]]);
  });
});
