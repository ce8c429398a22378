import { visible } from '../../base/text';
import { handleOf } from '../catalog/exposedServers';
import type { RouteHost } from './route';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number | undefined, suffix?: string];

/** The metrics of a pool in the text format of Prometheus. https://prometheus.io/docs/instrumenting/exposition_formats */
export function prometheusText({ pool, metrics, feed, version }: RouteHost): string {
  const servers = pool.servers.map((server) => ({
    // No two samples may have the same labels.
    labels: { server: handleOf(pool, server) },
    state: server.state,
    latency: server.latency,
    metrics: metrics.of(server.id),
  }));
  const each = (value: (server: (typeof servers)[number]) => number | undefined): Sample[] =>
    servers.map((server) => [server.labels, value(server)]);
  const tools = servers.flatMap(({ labels, metrics: { tools } }) =>
    [...tools].map(([tool, counts]) => ({ labels: { ...labels, tool }, ...counts })),
  );
  return [
    family('info', 'gauge', 'The gateway.', [[{ version }, 1]]),
    family(
      'server_up',
      'gauge',
      'Whether the server is ready.',
      each(({ state }) => Number(state.kind === 'ready')),
    ),
    family(
      'server_state',
      'gauge',
      'The state of the server, as a label.',
      servers.map(({ labels, state }) => [{ ...labels, state: state.kind }, 1]),
    ),
    family(
      'server_restarts_total',
      'counter',
      'How often the server restarted.',
      each((one) => one.metrics.restarts),
    ),
    family(
      'server_latency_seconds',
      'gauge',
      'Duration of the last health check.',
      each(({ latency }) => seconds(latency)),
    ),
    family(
      'server_last_success_timestamp_seconds',
      'gauge',
      'Time of the last successful call.',
      each((one) => seconds(one.metrics.lastSuccess)),
    ),
    family('call_duration_seconds', 'summary', 'Duration of calls.', servers.flatMap(summary)),
    family(
      'tool_calls_total',
      'counter',
      'Calls of the tool.',
      tools.map(({ labels, calls }) => [labels, calls]),
    ),
    family(
      'tool_errors_total',
      'counter',
      'Calls of the tool that failed or for which it reported an error.',
      tools.map(({ labels, errors }) => [labels, errors]),
    ),
    family('event_streams', 'gauge', 'Open event streams.', [[{}, feed.size]]),
  ].join('');
}

function summary({
  labels,
  metrics,
}: {
  labels: Labels;
  metrics: ReturnType<RouteHost['metrics']['of']>;
}): Sample[] {
  const { calls, total, p50, p95 } = metrics;
  return [
    [{ ...labels, quantile: '0.5' }, seconds(p50)],
    [{ ...labels, quantile: '0.95' }, seconds(p95)],
    [labels, seconds(total), '_sum'],
    [labels, calls, '_count'],
  ];
}

function family(name: string, type: string, help: string, samples: readonly Sample[]): string {
  const full = `mcp_pool_${name}`;
  const lines = samples.flatMap(([labels, value, suffix = '']) =>
    value === undefined ? [] : [`${full}${suffix}${labelText(labels)} ${value}`],
  );
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${visible(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`,
  );
  return parts.length > 0 ? `{${parts.join(',')}}` : '';
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
