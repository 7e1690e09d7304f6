let pressed = false;

window.addEventListener('pointerdown', () => (pressed = true), true);
window.addEventListener('pointercancel', () => (pressed = false), true);
window.addEventListener('pointerup', () => (pressed = false), true);

/**
 * Runs `change` now, or, while a pointer is pressed, once it has been released and its click has arrived. Leaving a
 * field by pressing a button must not move that button from under the pointer with a message that appears: the click
 * would be lost.
 */
export function whenReleased(change: () => void): void {
  if (!pressed) {
    change();
    return;
  }
  const later = () => {
    window.removeEventListener('pointerup', later, true);
    window.removeEventListener('pointercancel', later, true);
    setTimeout(change);
  };
  window.addEventListener('pointerup', later, true);
  window.addEventListener('pointercancel', later, true);
}
