import { Visitor } from "vite";
import type { Source } from "./source.ts";

/** A place where code says `process`, `Math.random` or `new Date()`. */
export interface Mention {
  readonly name: string;
  readonly line: number;
}

/** The names that the code of a file uses, and `object.member` where the object is a name; no comments, no texts. */
export function mentionsOf(source: Source): Mention[] {
  const mentions: Mention[] = [];
  const members = new Set<number>(); // where a name is the name of a member: { process: 1 }, o.process
  const add = (name: string, start: number) => mentions.push({ name, line: source.lineAt(start) });
  const member = (n: { computed: boolean; shorthand?: boolean; key: { start: number } }) => {
    if (!n.computed && !n.shorthand) members.add(n.key.start);
  };
  // A visitor comes to a node before it comes to what is in the node.
  new Visitor({
    MemberExpression(n) {
      if (n.computed) return;
      members.add(n.property.start);
      if (n.object.type === "Identifier") add(`${n.object.name}.${n.property.name}`, n.start);
    },
    NewExpression(n) {
      if (n.callee.type === "Identifier" && n.arguments.length === 0) add(`new ${n.callee.name}()`, n.start);
    },
    Property: member,
    PropertyDefinition: member,
    MethodDefinition: member,
    TSPropertySignature: member,
    TSMethodSignature: member,
    Identifier(n) {
      if (!members.has(n.start)) add(n.name, n.start);
    },
  }).visit(source.program);
  return mentions;
}
