/** Tables as files. */

/** RFC 4180, with a guard: what a spreadsheet would take for a formula gets an apostrophe. */
export function toCsv(
  names: readonly string[],
  rows: readonly { readonly [name: string]: unknown }[],
): string {
  const cell = (x: unknown) => {
    const text = typeof x === "number" ? String(x) : String(x ?? "").replace(/^([=+\-@\t\r])/, "'$1");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((line) => line.map(cell).join(","))
    .join("\r\n");
}

/** Hands a text to the reader as a file. */
export function download(name: string, text: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.replace(/[\\/:*?"<>|]/g, "_");
  link.click();
  URL.revokeObjectURL(link.href);
}
