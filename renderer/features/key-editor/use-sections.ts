import { useEffect, useRef, useState } from 'react';
import { sectionElementId } from './section';

/** Px below the top of the form at which a section counts as the one in view. */
const LINE = 90;
/** Px left free above a section that is led to. */
const MARGIN = 18;
/** Px left free below a field that is led to: what there is to say about it may come a moment later. */
const NOTE_ROOM = 60;

/** The section that crosses the line; at the very end the last one. */
function sectionInView(ids: readonly string[], scroller: Element): string | undefined {
  const { top } = scroller.getBoundingClientRect();
  if (scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) {
    return ids.at(-1);
  }
  return ids.findLast((id) => {
    const element = document.getElementById(sectionElementId(id));
    return element !== null && element.getBoundingClientRect().top <= top + LINE;
  });
}

function sectionOf(ids: readonly string[], target: EventTarget | null): string | undefined {
  const section = target instanceof Element ? target.closest('section') : null;
  return ids.find((id) => sectionElementId(id) === section?.id);
}

/**
 * Which section of the form is worked on: the one with the focus, or, once the user scrolls away from it, the one
 * in view; and a way to lead to one.
 */
export function useSections(ids: readonly string[]): {
  readonly active: string;
  /** Leads to a section, or to the field of it that a spec member is edited in. */
  readonly go: (id: string, field?: string) => void;
} {
  const [active, setActive] = useState(ids[0] ?? '');
  const followsScroll = useRef(false);
  const joined = ids.join(' ');
  useEffect(() => {
    const order = joined.split(' ');
    const scroller = document.getElementById(sectionElementId(order[0] ?? ''))?.parentElement;
    if (scroller === null || scroller === undefined) return;
    const byHand = () => {
      followsScroll.current = true;
    };
    const scrolled = () => {
      if (followsScroll.current) setActive((last) => sectionInView(order, scroller) ?? last);
    };
    const focused = (event: FocusEvent) => {
      followsScroll.current = false;
      setActive((last) => sectionOf(order, event.target) ?? last);
    };
    scroller.addEventListener('wheel', byHand, { passive: true });
    scroller.addEventListener('pointerdown', byHand);
    scroller.addEventListener('scroll', scrolled, { passive: true });
    scroller.addEventListener('focusin', focused);
    return () => {
      scroller.removeEventListener('wheel', byHand);
      scroller.removeEventListener('pointerdown', byHand);
      scroller.removeEventListener('scroll', scrolled);
      scroller.removeEventListener('focusin', focused);
    };
  }, [joined]);
  const go = (id: string, field?: string) => {
    followsScroll.current = false;
    setActive(id);
    lead(id, field);
  };
  return { active, go };
}

/**
 * Scrolls a section to the top, further where its field would stay below the fold, and puts the focus on the field's
 * control, or else on the section's first, so that Tab goes on from there.
 */
function lead(id: string, field: string | undefined): void {
  const section = document.getElementById(sectionElementId(id));
  if (section === null) return;
  const part = field === undefined ? null : section.querySelector(`[data-field="${CSS.escape(field)}"]`);
  const scroller = section.parentElement;
  // Not scrollIntoView, which would scroll everything around the form too.
  if (scroller !== null)
    scroller.scrollTo({ top: section.offsetTop - MARGIN + beyond(section, part, scroller) });
  controlOf(part ?? section)?.focus({ preventScroll: true });
}

/** How far to scroll on from the top of a section to a part that would not be in sight, in px. */
function beyond(section: Element, part: Element | null, { clientHeight }: Element): number {
  if (part === null) return 0;
  const { top } = section.getBoundingClientRect();
  const room = part.getBoundingClientRect();
  return room.bottom - top + NOTE_ROOM > clientHeight ? room.top - top : 0;
}

const CONTROLS = 'input:not(:disabled), select, textarea, [role=tree], button:not(:disabled)';
const TEXT = 'input:not([type=radio], [type=checkbox], :disabled)';

/** What is wrong, else what is typed into, else the first control. A section as a whole has its first. */
function controlOf(part: Element): HTMLElement | null {
  const order =
    part instanceof HTMLElement && part.dataset['field'] !== undefined
      ? ['[aria-invalid=true]', TEXT, CONTROLS]
      : [CONTROLS];
  for (const selector of order) {
    const control = part.querySelector<HTMLElement>(selector);
    if (control !== null) return control;
  }
  return null;
}
