/** The text that a chart is drawn into. */
export interface Page {
  /** Letters. */
  readonly width: number;
  /** Gives a text a colour such as `#3b76c4`. */
  readonly paint: (text: string, colour: string) => string;
}
