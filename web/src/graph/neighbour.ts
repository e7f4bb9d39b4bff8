import type { Point, Positions } from "./layout";

export type Direction = "up" | "down" | "left" | "right";

/** The nearest node in a direction, as an arrow key means it: within 60° of it, those straight ahead before those aside. */
export function neighbour(positions: Positions, from: string, direction: Direction): string | undefined {
  const here = positions.get(from);
  if (!here) return undefined;
  let best: string | undefined;
  let least = Infinity;
  for (const [id, there] of positions) {
    const { ahead, aside } = seen(here, there, direction);
    if (id === from || ahead <= 0 || aside > ahead * 1.75) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

function seen(here: Point, there: Point, direction: Direction): { ahead: number; aside: number } {
  const [dx, dy] = [there.x - here.x, there.y - here.y];
  switch (direction) {
    case "up":
      return { ahead: -dy, aside: Math.abs(dx) };
    case "down":
      return { ahead: dy, aside: Math.abs(dx) };
    case "left":
      return { ahead: -dx, aside: Math.abs(dy) };
    case "right":
      return { ahead: dx, aside: Math.abs(dy) };
  }
}
