/** Pictures that move together: all that is stale is drawn in the next frame, quickly, and at rest once more in full. */

/** ms without motion after which pictures are drawn in full. */
const restMs = 160;

type Draw = (isMoving: boolean) => void;

const stale = new Set<Draw>();
const rough = new Set<Draw>();
let frame = 0;
let rest = 0;

/** Asks for a picture to be drawn in the next frame. */
export function drawSoon(draw: Draw): void {
  stale.add(draw);
  if (frame !== 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    const due = [...stale];
    stale.clear();
    for (const one of due) {
      one(true);
      rough.add(one);
    }
    clearTimeout(rest);
    rest = window.setTimeout(finish, restMs);
  });
}

/** Forgets a picture that is no longer there. */
export function neverDraw(draw: Draw): void {
  stale.delete(draw);
  rough.delete(draw);
}

/** One picture at a time, so that a hand that moves again does not wait for all. */
function finish(): void {
  const [next] = rough;
  if (!next) return;
  rough.delete(next);
  next(false);
  rest = window.setTimeout(finish, 0);
}
