const MOVES = new Set(['Tab', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

let moved = false;

window.addEventListener('keydown', (event) => (moved = MOVES.has(event.key)), true);
window.addEventListener('pointerdown', () => (moved = false), true);

/**
 * Whether the focus that arrives now was moved by the keyboard. Focus that a closing dialog or menu gives back was
 * not: nothing should pop up at it.
 */
export function focusMovedByKey(): boolean {
  return moved;
}
