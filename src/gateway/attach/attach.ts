import type { ServerDefinition } from '../../config/model/definition';
import { pathName } from '../catalog/pathNames';
import type { GatewayRecord } from './gatewayDiscovery';

/**
 * The definitions of a configuration file for a pool that is attached to the gateway which runs its servers: the same servers by
 * name, order and policy, each reached there, so that nothing is started twice. Keys that only a launch needs are omitted; the
 * gateway has them. They contain no token: it is added at launch, once the gateway has proved its identity.
 */
export function attached(
  definitions: readonly ServerDefinition[],
  { url, config }: Pick<GatewayRecord, 'url' | 'config'>,
): readonly ServerDefinition[] {
  return definitions.map((definition) => {
    // A broken entry is shown as such here too.
    if (definition.launch.type === 'invalid') return definition;
    // Not `inputs`, which would be asked for, nor `roots` and `protocol`, which are between the gateway and the server. The restarts
    // of a process are unrelated to the retries of the gateway.
    const {
      launch: _,
      inputs: _inputs,
      roots: _roots,
      protocol: _protocol,
      restart: _restart,
      ...kept
    } = definition;
    return {
      ...kept,
      launch: {
        type: 'http',
        transport: 'streamable',
        url: `${url}/servers/${encodeURIComponent(pathName(definition.name))}/mcp`,
        headers: {},
        gatewayOf: config,
      },
    };
  });
}
