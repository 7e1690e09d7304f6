import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  Button,
  ConfirmDialog,
  type ConfirmDialogProps,
  Dialog,
  IconButton,
  Menu,
  MenuItem,
  TextInput,
  TooltipProvider,
} from '../../../../renderer/ui';

afterEach(cleanup);

function Confirmed(props: Partial<ConfirmDialogProps>) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipProvider>
      <Button onClick={() => setOpen(true)}>Delete</Button>
      <ConfirmDialog
        open={open}
        title="Delete key Blog search?"
        confirmLabel="Delete key"
        onConfirm={() => undefined}
        onCancel={() => setOpen(false)}
        {...props}
      >
        It stops working at once.
      </ConfirmDialog>
    </TooltipProvider>
  );
}

async function openConfirmation(props: Partial<ConfirmDialogProps> = {}) {
  const user = userEvent.setup();
  render(<Confirmed {...props} />);
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  return user;
}

describe('ConfirmDialog', () => {
  it('starts on Cancel and is named and described by its text', async () => {
    await openConfirmation();
    const description = 'It stops working at once.';
    expect(screen.getByRole('alertdialog', { name: 'Delete key Blog search?', description })).toBeDefined();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });

  it('gives the focus back to where it came from', async () => {
    const user = await openConfirmation();
    await user.keyboard('{Escape}');
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete' })),
    );
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('confirms without a name where none is asked for', async () => {
    const onConfirm = vi.fn();
    const user = await openConfirmation({ onConfirm });
    await user.click(screen.getByRole('button', { name: 'Delete key' }));
    expect(onConfirm).toHaveBeenCalledExactlyOnceWith(null);
  });

  it('lets nothing pass until the name is typed exactly', async () => {
    const onConfirm = vi.fn();
    const user = await openConfirmation({ onConfirm, typeName: 'shop-prod' });
    const confirm = screen.getByRole('button', { name: 'Delete key' });
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Type shop-prod to confirm' }));
    await user.keyboard('shop-pro{Enter}');
    expect(confirm).toHaveProperty('disabled', true);
    expect(onConfirm).not.toHaveBeenCalled();
    await user.keyboard('d{Enter}');
    expect(onConfirm).toHaveBeenCalledExactlyOnceWith('shop-prod');
  });

  it('never takes an empty name for a match', async () => {
    await openConfirmation({ typeName: '' });
    expect(screen.getByRole('button', { name: 'Delete key' })).toHaveProperty('disabled', true);
  });

  it('forgets what was typed when it opens again', async () => {
    const user = await openConfirmation({ typeName: 'shop-prod' });
    await user.keyboard('shop-prod{Escape}');
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(screen.getByRole('textbox')).toHaveProperty('value', '');
  });

  it('shows a failure inside and does nothing while busy', async () => {
    const onConfirm = vi.fn();
    const error = { code: 'OFFLINE', message: 'Cannot reach shop-prod.', remedy: 'Try again.' } as const;
    const user = await openConfirmation({ onConfirm, error, busy: true });
    expect(screen.getByRole('alert').textContent).toContain('Cannot reach shop-prod. Try again.');
    await user.click(screen.getByRole('button', { name: 'Delete key' }));
    expect(onConfirm).not.toHaveBeenCalled();
  });
});

function FormFromMenu() {
  const [open, setOpen] = useState(false);
  return (
    <TooltipProvider>
      <Menu trigger={<IconButton label="Actions" icon={<span />} />}>
        <MenuItem onSelect={() => setOpen(true)}>Edit</MenuItem>
      </Menu>
      <Dialog open={open} onClose={() => setOpen(false)} title="Edit">
        <TextInput aria-label="Name" value="" onChange={() => undefined} />
      </Dialog>
    </TooltipProvider>
  );
}

describe('Dialog', () => {
  it('opened from a menu starts in its first field and gives the focus back to the button of the menu', async () => {
    const user = userEvent.setup();
    render(<FormFromMenu />);
    screen.getByRole('button', { name: 'Actions' }).focus();
    await user.keyboard('{Enter}');
    await user.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' })),
    );
    await user.keyboard('{Escape}');
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Actions' })),
    );
  });

  it('adds no style element to the page', async () => {
    await openConfirmation();
    expect(document.querySelectorAll('style')).toHaveLength(0);
  });
});

function RemovesItsOrigin() {
  const [open, setOpen] = useState(false);
  return (
    <TooltipProvider>
      <main tabIndex={-1}>{!open && <Button onClick={() => setOpen(true)}>Remove</Button>}</main>
      <Dialog open={open} onClose={() => setOpen(false)} title="Removed">
        It is gone.
      </Dialog>
    </TooltipProvider>
  );
}

it('a dialog whose origin has gone gives the focus to the main area', async () => {
  const user = userEvent.setup();
  render(<RemovesItsOrigin />);
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await user.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector('main')));
});
