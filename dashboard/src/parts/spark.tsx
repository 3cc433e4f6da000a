/** A line without axes, as wide as a word. */
export function Spark({
  values,
  label,
  width = 120,
  height = 30,
}: {
  values: readonly number[];
  label: string;
  width?: number;
  height?: number;
}) {
  if (values.length < 2) return <span class="spark-none" aria-hidden="true" />;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (i: number) => 2 + (i * (width - 6)) / (values.length - 1);
  const y = (v: number) =>
    high === low ? height / 2 : height - 3 - ((v - low) * (height - 6)) / (high - low);
  // A step: between two results nothing is known.
  const path = values.map((v, i) => (i === 0 ? `M${x(0)} ${y(v)}` : `H${x(i)}V${y(v)}`)).join("");
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <path d={path} fill="none" />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1)!)} r="2.5" />
    </svg>
  );
}
