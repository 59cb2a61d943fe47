/** One number, of one thing if it has labels. */
export interface Sample {
  labels?: Record<string, string>;
  value: number;
}

export interface Metric {
  /** Without the prefix that all of them share. */
  name: string;
  type: "gauge" | "counter";
  help: string;
  /** None when it isn't known now. */
  samples: Sample[];
}

/** Prometheus' text format, version 0.0.4. */
export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export function formatMetrics(metrics: Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(formatMetric)
    .join("");
}

function formatMetric({ name: shortName, type, help, samples }: Metric): string {
  const name = `member_console_${shortName}`;
  const lines = samples.map(({ labels = {}, value }) => `${name}${formatLabels(labels)} ${number(value)}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function formatLabels(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function number(value: number): string {
  return value === Number.POSITIVE_INFINITY ? "+Inf" : String(value);
}
