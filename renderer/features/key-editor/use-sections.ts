import { useEffect, useState } from 'react';
import { sectionElementId } from './section';

/** Which section of the scrolled form is in sight, and a way to lead to one. */
export function useSections(ids: readonly string[]): {
  readonly active: string;
  readonly go: (id: string) => void;
} {
  const [active, setActive] = useState(ids[0] ?? '');
  const joined = ids.join(' ');
  useEffect(() => {
    const seen = new Map<string, number>();
    const order = joined.split(' ');
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen.set(entry.target.id, entry.intersectionRect.height);
        const tallest = order.reduce(
          (best, id) =>
            (seen.get(sectionElementId(id)) ?? 0) > (seen.get(sectionElementId(best)) ?? 0) ? id : best,
          order[0] ?? '',
        );
        setActive(tallest);
      },
      { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
    );
    for (const id of order) {
      const element = document.getElementById(sectionElementId(id));
      if (element !== null) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [joined]);
  return { active, go: (id) => lead(id, setActive) };
}

/** Scrolls a section to the top and puts the focus on its first control, so that Tab goes on from there. */
function lead(id: string, setActive: (id: string) => void): void {
  const section = document.getElementById(sectionElementId(id));
  if (section === null) return;
  section.scrollIntoView({ block: 'start' });
  setActive(id);
  const control = 'input:not(:disabled), select, textarea, [role=grid], button:not(:disabled)';
  section.querySelector<HTMLElement>(control)?.focus({ preventScroll: true });
}
