/** One figure in the text format that Prometheus reads; all samples of a metric have the same labels. */
export type Metric = {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
};

const escaped = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

/** Metrics in the exposition format 0.0.4, each a gauge: what is true now. */
export function prometheusText(metrics: readonly Metric[]): string {
  const blocks = metrics.map(({ name, help, samples }) => {
    const lines = samples.map(({ labels, value }) => {
      const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
      return `${name}{${pairs.join(",")}} ${Number.isFinite(value) ? value : "NaN"}`;
    });
    return [
      `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}`,
      `# TYPE ${name} gauge`,
      ...lines,
    ];
  });
  return `${blocks.flat().join("\n")}\n`;
}
