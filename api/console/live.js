// A place that is filled once, and then kept up to date while the view is shown.
import { fill } from './frame.js';

/** Calls `draw` only with a value that differs from the last one, so that what stays the same keeps its focus. */
export function when_changed(draw) {
  let shown = null;
  return (value) => {
    const now = JSON.stringify(value);
    if (now === shown) return;
    shown = now;
    draw(value);
  };
}

/** `show(answer)` changes the elements of `content`, which appear in `place` with the first answer. */
export function live(place, content, get, show) {
  let filled = false;
  let asking = false;
  const start = () =>
    fill(place, get, (answer) => {
      show(answer);
      filled = true;
      return content;
    });
  const look = async () => {
    if (!filled || asking || !place.isConnected) return;
    asking = true;
    try {
      show(await get());
    } catch (problem) {
      if (!problem.kind) throw problem; // the banner shows it, or the next look
    } finally {
      asking = false;
    }
  };
  start();
  return { look, reload: () => (filled ? look() : start()) };
}
