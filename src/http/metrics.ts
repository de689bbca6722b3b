import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Numbers about the server; labels never name a portal or a person. */
export interface Metrics {
  /** Prometheus text. */
  render: () => Promise<{ type: string, text: string }>
  request: (facts: { route: string, method: string, status: number, durationMs: number }) => void
  portalCall: (facts: { method: string, status: number, durationMs: number }) => void
  counter: (name: string, help: string) => { inc: (by?: number) => void }
  /** Counts by one label of few values; never a portal, a person or an address. */
  labelled: (name: string, help: string, label: string) => { inc: (value: string) => void }
  /** A number read whenever somebody asks; a read that fails leaves the last one. */
  gauge: (name: string, help: string, read: () => Promise<number>) => void
}

/** A registry of its own, so that several servers in one process do not share numbers. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
  const requests = new Histogram({ name: 'treaty_http_seconds', help: 'Answers by route', labelNames: ['route', 'method', 'status'], buckets, registers: [registry] })
  const calls = new Histogram({ name: 'treaty_portal_call_seconds', help: 'Calls to portals by method', labelNames: ['method', 'status'], buckets, registers: [registry] })
  return {
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
    request: ({ route, method, status, durationMs }) => requests.observe({ route, method, status: String(status) }, durationMs / 1000),
    portalCall: ({ method, status, durationMs }) => calls.observe({ method, status: String(status) }, durationMs / 1000),
    counter: (name, help) => new Counter({ name, help, registers: [registry] }),
    labelled(name, help, label) {
      const counter = new Counter({ name, help, labelNames: [label], registers: [registry] })
      return { inc: value => counter.inc({ [label]: value }) }
    },
    gauge(name, help, read) {
      const gauge = new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const value = await read().catch(() => null)
          if (value !== null)
            gauge.set(value)
        },
      })
    },
  }
}
