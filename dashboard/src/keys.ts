/** Whether a key was meant for a field, or for the browser. */
export function isTyping(e: KeyboardEvent): boolean {
  const { tagName, isContentEditable } = e.target as HTMLElement;
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(tagName) || isContentEditable;
  return isField || e.ctrlKey || e.metaKey || e.altKey;
}
