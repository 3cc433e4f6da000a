import pc from "picocolors";

/** Gives a text a colour such as `#3b76c4`; leaves it plain where the stream shows none. */
export function paintOf(stream: NodeJS.WriteStream): (text: string, colour: string) => string {
  const isColoured = stream.isTTY === true && pc.isColorSupported;
  return (text, colour) => {
    const rgb = isColoured && /^#(..)(..)(..)$/.exec(colour);
    if (!rgb) return text;
    return `\x1b[38;2;${rgb
      .slice(1)
      .map((hex) => Number.parseInt(hex, 16))
      .join(";")}m${text}\x1b[39m`;
  };
}
