import { useEffect, useRef, useState } from 'react';
import { sectionElementId } from './section';

/** Px below the top of the form at which a section counts as the one in view. */
const LINE = 90;
/** Px left free above a section that is led to. */
const MARGIN = 18;

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
  readonly go: (id: string) => void;
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
  const go = (id: string) => {
    followsScroll.current = false;
    setActive(id);
    lead(id);
  };
  return { active, go };
}

/** Scrolls a section to the top and puts the focus on its first control, so that Tab goes on from there. */
function lead(id: string): void {
  const section = document.getElementById(sectionElementId(id));
  if (section === null) return;
  // Not scrollIntoView, which would scroll everything around the form too.
  section.parentElement?.scrollTo({ top: section.offsetTop - MARGIN });
  const control = 'input:not(:disabled), select, textarea, [role=tree], button:not(:disabled)';
  section.querySelector<HTMLElement>(control)?.focus({ preventScroll: true });
}
