import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

import { bundles, linksAt, words, type Bundle, type Graph, type GraphLink } from "../graph/graph";
import type { Point, Positions } from "../graph/layout";
import { neighbour, type Direction } from "../graph/neighbour";

export interface ViewProps {
  graph: Graph;
  /** All types that a node may have, in an order that stays: the colours go by it. */
  types: string[];
  positions: Positions;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
}

const arrows: Record<string, Direction> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };
const radius = 11;
const margin = { x: 90, y: 40 };
const scales = [0.35, 0.5, 0.7, 1, 1.4, 2];
const namedLinks = 9; // of more, names would hide each other

/** The drawing: one stop of the Tab key, arrow keys from node to node, Enter chooses, Escape lets go. */
export function Picture({ graph, types, positions, chosen, onChoose }: ViewProps) {
  const [focused, setFocused] = useState<string>();
  const [zoom, setZoom] = useState<number>();
  const frame = useRef<HTMLDivElement>(null);
  const nodes = useRef(new Map<string, SVGGElement>());
  const box = bounds(positions);
  const size = useSize(frame);
  const scale = zoom ?? fitting(size, box);
  const stop = focused !== undefined && graph.nodes.has(focused) ? focused : (chosenNode(graph, chosen) ?? [...graph.nodes.keys()][0]);
  const present = new Set([...graph.nodes.values()].map((n) => n.type));

  const lines = lined(graph);
  const isNear = ({ link }: Line) => link.id === chosen || touches(link, chosen) || touches(link, focused);
  const fewNear = lines.filter(isNear).length <= namedLinks;

  const middle = positions.get(chosen ?? "") ?? { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  useLayoutEffect(() => {
    frame.current?.scrollTo((middle.x - box.x) * scale - size.width / 2, (middle.y - box.y) * scale - size.height / 2);
  }, [middle.x, middle.y, box.x, box.y, scale, size.width, size.height]);

  function onKeyDown(event: KeyboardEvent) {
    const direction = arrows[event.key];
    if (direction) {
      event.preventDefault();
      const next = neighbour(positions, stop, direction);
      if (next !== undefined) nodes.current.get(next)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose(stop);
    } else if (event.key === "Escape" && chosen !== undefined) {
      onChoose(undefined);
    }
  }

  return (
    <div className="picture">
      <div className="picture-frame" ref={frame}>
        <svg
          role="group"
          aria-label={`Drawing of ${graph.nodes.size} nodes. Arrow keys move from node to node, Enter tells more of one.`}
          width={box.width * scale}
          height={box.height * scale}
          viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
          onKeyDown={onKeyDown}
        >
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0.5 8 4 0 7.5z" className="arrow" />
            </marker>
          </defs>
          {lines.map((line) => (
            <Link
              key={line.link.id}
              line={line}
              positions={positions}
              near={isNear(line)}
              named={lines.length <= namedLinks || (fewNear && isNear(line))}
              onChoose={onChoose}
            />
          ))}
          {[...graph.nodes.values()].map((node) => {
            const at = positions.get(node.id) ?? { x: 0, y: 0 };
            const degree = linksAt(graph, node.id).length;
            return (
              <g
                key={node.id}
                className={`node ${node.id === chosen ? "chosen" : ""}`}
                style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
                onClick={() => onChoose(node.id)}
              >
                <g
                  ref={(element) => {
                    if (element) nodes.current.set(node.id, element);
                    else nodes.current.delete(node.id);
                  }}
                  role="button"
                  tabIndex={node.id === stop ? 0 : -1}
                  aria-pressed={node.id === chosen}
                  aria-label={`${node.name}, ${node.type}, ${degree === 1 ? "1 relationship" : `${degree} relationships`}`}
                  onFocus={() => setFocused(node.id)}
                >
                  <circle r={radius} className={`hue-${hue(types, node.type)}`} />
                </g>
                <g aria-hidden="true">
                  <title>{`${node.name} (${node.type})`}</title>
                  <text className="initial" y="4">
                    {node.type[0]}
                  </text>
                  <text className="name" y={radius + 14}>
                    {short(node.name)}
                  </text>
                </g>
              </g>
            );
          })}
        </svg>
      </div>
      <div className="picture-foot">
        <ul className="legend" aria-label="Types">
          {types.filter((type) => present.has(type)).map((type) => (
            <li key={type}>
              <span className={`dot hue-${hue(types, type)}`} aria-hidden="true" /> {type}
            </li>
          ))}
        </ul>
        <div role="group" aria-label="Size" className="zoom">
          <button type="button" aria-label="Smaller" onClick={() => setZoom(scales.findLast((s) => s < scale) ?? scale)}>
            −
          </button>
          <button type="button" aria-label="Larger" onClick={() => setZoom(scales.find((s) => s > scale) ?? scale)}>
            +
          </button>
          <button type="button" onClick={() => setZoom(undefined)}>
            Fit
          </button>
        </div>
      </div>
    </div>
  );
}

interface Size {
  width: number;
  height: number;
}

/** The size of the frame that the drawing is seen in. */
function useSize(frame: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState({ width: 560, height: 500 });
  useEffect(() => {
    if (!frame.current) return;
    const observer = new ResizeObserver(([entry]) => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

/** The scale at which the whole drawing is seen, as far as it can be read then. */
function fitting(frame: Size, box: Size): number {
  return Math.max(0.75, Math.min(1.25, frame.width / box.width, frame.height / box.height));
}

function bounds(positions: Positions) {
  const xs = [...positions.values()].map((p) => p.x);
  const ys = [...positions.values()].map((p) => p.y);
  const x = Math.min(...xs) - margin.x;
  const y = Math.min(...ys) - margin.y;
  return { x, y, width: Math.max(...xs) + margin.x - x, height: Math.max(...ys) + margin.y + 10 - y };
}

function chosenNode(graph: Graph, chosen: string | undefined): string | undefined {
  return chosen !== undefined && graph.nodes.has(chosen) ? chosen : undefined;
}

function touches(link: GraphLink, node: string | undefined): boolean {
  return node !== undefined && (link.from === node || link.to === node);
}

function hue(types: string[], type: string): number {
  return types.indexOf(type) % 9;
}

function short(name: string): string {
  const letters = [...name];
  return letters.length > 24 ? `${letters.slice(0, 23).join("").trimEnd()}…` : name;
}

/** A bundle with how far it bends aside, so that it is told from others between the same nodes. */
interface Line extends Bundle {
  bend: number;
}

function lined(graph: Graph): Line[] {
  const between = new Map<string, number>();
  return bundles(graph.links.values()).map((bundle) => {
    const { from, to } = bundle.link;
    const pair = [from, to].sort().join(" ");
    const n = between.get(pair) ?? 0;
    between.set(pair, n + 1);
    const side = from < to ? 1 : -1; // both directions of a pair bend on the same scale
    return { ...bundle, bend: side * (n % 2 === 0 ? n / 2 : -(n + 1) / 2) * 16 };
  });
}

interface LinkProps {
  line: Line;
  positions: Positions;
  near: boolean;
  named: boolean;
  onChoose: (id: string) => void;
}

/** A relationship. The details of a node list its relationships, too, as buttons: this one is for pointers only. */
function Link({ line: { link, claims, bend }, positions, near, named, onChoose }: LinkProps) {
  const from = positions.get(link.from);
  const to = positions.get(link.to);
  if (!from || !to) return null;
  const { path, middle } = link.from === link.to ? loop(from) : curve(from, to, bend);
  return (
    <g className={`link ${near ? "near" : ""} ${link.derived ? "derived" : ""}`} aria-hidden="true" onClick={() => !link.derived && onChoose(link.id)}>
      <path className="reach" d={path} />
      <path className="line" d={path} markerEnd="url(#arrow)" />
      {named && (
        <text x={middle.x} y={middle.y - 4}>
          {words(link.type)}
          {claims > 1 && ` (${claims})`}
        </text>
      )}
    </g>
  );
}

function curve(from: Point, to: Point, bend: number): { path: string; middle: Point } {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const start = { x: from.x + ux * radius, y: from.y + uy * radius };
  const end = { x: to.x - ux * (radius + 3), y: to.y - uy * (radius + 3) };
  const control = { x: (start.x + end.x) / 2 - uy * bend * 2, y: (start.y + end.y) / 2 + ux * bend * 2 };
  const middle = { x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 };
  return { path: `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`, middle };
}

function loop(at: Point): { path: string; middle: Point } {
  const path = `M${at.x - radius} ${at.y}C${at.x - 50} ${at.y - 50} ${at.x + 50} ${at.y - 50} ${at.x + radius} ${at.y}`;
  return { path, middle: { x: at.x, y: at.y - 40 } };
}
