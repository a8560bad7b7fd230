/** What the operator may count: requests, turns, deliveries, open pages. Never who, never what. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, type HistogramConfiguration, Registry } from 'prom-client';

export type Metrics = {
  readonly request: (method: string, route: string, status: number, ms: number) => void;
  /** An activity was applied, repeated, or could not be written. */
  readonly turn: (channel: string, kind: string, outcome: string, ms: number) => void;
  readonly delivery: (channel: string, result: string) => void;
  /** Asked whenever the figures are read. */
  readonly gauge: (name: string, help: string, read: () => number) => void;
  /** In the text format of https://prometheus.io/docs/instrumenting/exposition_formats/ */
  readonly text: () => Promise<string>;
  readonly contentType: string;
};

/** Into the histogram of these labels, found once: finding it costs more than counting. */
function observe(histogram: Labelled, labels: readonly string[], seconds: number): void {
  const key = labels.join(' ');
  const known = histogram.found.get(key) ?? histogram.of.labels(...labels);
  histogram.found.set(key, known);
  known.observe(seconds);
}

function labelled(configuration: HistogramConfiguration<string>): Labelled {
  return { of: new Histogram(configuration), found: new Map() };
}

type Labelled = { readonly of: Histogram<string>; readonly found: Map<string, Histogram.Internal<string>> };

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = labelled({
    name: 'http_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const turns = labelled({
    name: 'rozmownica_turn_duration_seconds',
    help: 'Activities from their arrival until they are written, by outcome',
    labelNames: ['channel', 'kind', 'outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'rozmownica_deliveries_total',
    help: 'Replies sent, by what became of it',
    labelNames: ['channel', 'result'],
    registers,
  });
  return {
    request: (method, route, status, ms) => observe(requests, [method, route, String(status)], ms / 1_000),
    turn: (channel, kind, outcome, ms) => observe(turns, [channel, kind, outcome], ms / 1_000),
    delivery: (channel, result) => deliveries.inc({ channel, result }),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
