// The API of the extension mcp-pool.mcp-pool. Copy this file into your extension: it needs no other.
type Meta = Record<string, unknown>;
/** An icon. */
interface Icon {
    src: string;
    mimeType?: string;
    sizes?: string[];
    theme?: 'light' | 'dark';
}
/** The audience of something. */
interface Annotations {
    audience?: ('user' | 'assistant')[];
    priority?: number;
    /** ISO 8601. */
    lastModified?: string;
}
interface Named {
    /** For programs. */
    name: string;
    /** For people. */
    title?: string;
    description?: string;
    icons?: Icon[];
    _meta?: Meta;
}
/** A tool of a server. */
interface Tool extends Named {
    /** The JSON Schema of its arguments. */
    inputSchema: JsonSchema;
    /** The JSON Schema of `structuredContent` of its results. */
    outputSchema?: Record<string, unknown>;
    annotations?: ToolAnnotations;
}
/** A JSON Schema of an object. */
interface JsonSchema {
    type: 'object';
    [key: string]: any;
}
/** What a server claims about its tool. */
interface ToolAnnotations {
    title?: string;
    readOnlyHint?: boolean;
    destructiveHint?: boolean;
    idempotentHint?: boolean;
    openWorldHint?: boolean;
}
/** A resource of a server. */
interface Resource extends Named {
    uri: string;
    mimeType?: string;
    /** In bytes. */
    size?: number;
    annotations?: Annotations;
}
/** Many resources whose addresses follow RFC 6570. */
interface ResourceTemplateType extends Named {
    uriTemplate: string;
    mimeType?: string;
    annotations?: Annotations;
}
/** A prompt of a server. */
interface Prompt extends Named {
    arguments?: {
        name: string;
        description?: string;
        required?: boolean;
    }[];
}
interface Block {
    annotations?: Annotations;
    _meta?: Meta;
}
/** Text. */
interface TextContent extends Block {
    type: 'text';
    text: string;
}
/** A picture in base64. */
interface ImageContent extends Block {
    type: 'image';
    data: string;
    mimeType: string;
}
/** A sound in base64. */
interface AudioContent extends Block {
    type: 'audio';
    data: string;
    mimeType: string;
}
/** A resource that can be read. */
interface ResourceLink extends Resource {
    type: 'resource_link';
}
/** An embedded resource. */
interface EmbeddedResource extends Block {
    type: 'resource';
    resource: TextResourceContents | BlobResourceContents;
}
/** One part of a result or of a prompt. */
type ContentBlock = TextContent | ImageContent | AudioContent | ResourceLink | EmbeddedResource;
/** The content of a resource, as text. */
interface TextResourceContents {
    uri: string;
    mimeType?: string;
    text: string;
    _meta?: Meta;
}
/** The content of a resource, in base64. */
interface BlobResourceContents {
    uri: string;
    mimeType?: string;
    blob: string;
    _meta?: Meta;
}
interface Result {
    _meta?: Meta;
    [key: string]: unknown;
}
/** The result of a tool. */
interface CallToolResult extends Result {
    content: ContentBlock[];
    /** Fits the tool's `outputSchema`. */
    structuredContent?: unknown;
    /** The tool failed, and its content says why. */
    isError?: boolean;
}
/** The contents of a resource. */
interface ReadResourceResult extends Result {
    contents: (TextResourceContents | BlobResourceContents)[];
}
/** One message of a prompt. */
interface PromptMessage {
    role: 'user' | 'assistant';
    content: ContentBlock;
}
/** A prompt with its arguments filled in. */
interface GetPromptResult extends Result {
    description?: string;
    messages: PromptMessage[];
}
/** The severities of log messages. */
type LoggingLevel = 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency';

/** Something that holds a resource until it is disposed. */
interface Disposable {
    dispose(): void;
}

/** Subscribes a listener; the returned disposable ends the subscription. */
type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * What kind of thing went wrong. Decides the terminal's exit code, the icon in the tree and whether a retry can help.
 * - `usage`, `configuration`: the person's input or file is wrong
 * - `denied`: the policy or the person denied it
 * - `unreachable`: the server could not be started or reached, or died
 * - `timeout`: the server did not answer within its time limit
 * - `protocol`: the server answered with an error or with something that is not MCP
 * - `notFound`: nothing of that name
 * - `arguments`: the arguments do not fit the tool's schema; nothing was sent
 * - `signIn`: the server requires a sign-in
 * - `cancelled`: the person or the caller stopped it
 * - `internal`: our own fault
 */
type FailureKind = 'usage' | 'configuration' | 'denied' | 'unreachable' | 'timeout' | 'protocol' | 'notFound' | 'arguments' | 'signIn' | 'cancelled' | 'internal';
/** What a person sees of a failure, as plain data. */
interface Failure {
    readonly kind: FailureKind;
    /** One sentence: what failed and why. */
    readonly message: string;
    /** What to do next, each a sentence. */
    readonly nextSteps: readonly string[];
    /** More details, such as the last lines of stderr. Never a stack. */
    readonly detail?: string;
    /** Further details for the owner of the configuration only, such as the command line: no gateway sends them. */
    readonly forOwner?: string;
    /** An automatic retry cannot help: a person has to change something first. */
    readonly permanent?: boolean;
    /**
     * The request was lost with its session or connection. `session`: the server knows nothing of it, so it can be sent again; `connection`:
     * it may have been carried out.
     */
    readonly lost?: 'session' | 'connection';
    /** How long the server asked to wait, in ms. */
    readonly retryAfterMs?: number;
    /** How far a start came: `handshake` when the server ran or was reached, and did not answer as MCP requires. */
    readonly phase?: 'handshake';
    /** Why, as a clause without the name of the server and without a full stop, for places that show the name beside it. */
    readonly reason?: string;
    /** The code of the JSON-RPC error that the server answered with. */
    readonly code?: number;
    /** The arguments that do not fit, each with its place as `a.b[0]`. */
    readonly issues?: readonly {
        readonly path: string;
        readonly message: string;
    }[];
}

/** The items of each list. */
interface ListItems {
    readonly tools: Tool;
    readonly resources: Resource;
    readonly resourceTemplates: ResourceTemplateType;
    readonly prompts: Prompt;
}
/** The lists a server can offer. */
type ListName = keyof ListItems;
/** One list of a server, all pages. */
interface List<N extends ListName = ListName> {
    readonly items: readonly ListItems[N][];
    /** Why the list could not be read. */
    readonly error?: Failure;
}
/** Everything a server offers. */
type Catalog = {
    readonly [N in ListName]: List<N>;
};

/** A line that a server wrote or logged. */
interface ServerLogLine {
    /** `stderr` as it came, `log` for an MCP log message, `stdout` for output that should not be there, `client` for ours. */
    readonly source: 'stderr' | 'log' | 'stdout' | 'client';
    readonly level: LoggingLevel;
    readonly text: string;
}

/** The facts about a connected server. */
interface ReadyInfo {
    /** The negotiated revision, such as `2025-11-25`. */
    readonly protocolVersion: string;
    /** The name and version that the server reports. */
    readonly serverName?: string;
    readonly serverVersion?: string;
    /** The instructions of the server. */
    readonly instructions?: string;
    /** The process, for a server on stdio. */
    readonly pid?: number;
    /** When it became ready, in ms since 1970. */
    readonly since: number;
}

/** The one state of a server; every view shows it. */
type ServerState = {
    readonly kind: 'disabled';
}
/** Must not start for now, such as in an untrusted workspace or with a broken entry. */
 | {
    readonly kind: 'blocked';
    readonly reason: string;
    readonly by: 'entry' | 'approval';
} | {
    readonly kind: 'stopped';
} | {
    readonly kind: 'starting';
    readonly attempt: number;
} | {
    readonly kind: 'ready';
    readonly info: ReadyInfo;
}
/** Will be retried automatically at `retryAt`, in ms since 1970. */
 | {
    readonly kind: 'waiting';
    readonly retryAt: number;
    readonly attempt: number;
    readonly error: Failure;
} | {
    readonly kind: 'signInRequired';
} | {
    readonly kind: 'failed';
    readonly error: Failure;
};

/** The origin of a call, as shown in events, in results and to a person who is asked. */
type CallOrigin = 'palette' | 'terminal' | 'editor' | 'program' | 'delegated' | 'extension' | 'link' | 'rest' | 'mcp' | 'task';

/** How far a call is, in the server's own units. https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/progress */
interface CallProgress {
    readonly progress: number;
    readonly total?: number;
    readonly message?: string;
}
/** One call of one tool. */
interface Call {
    /** Counts the calls of this pool from 1. */
    readonly number: number;
    /** Id and name of the server. */
    readonly server: string;
    readonly serverName: string;
    readonly tool: string;
    readonly arguments: Readonly<Record<string, unknown>>;
    readonly origin: CallOrigin;
    /** In ms since 1970. */
    readonly startedAt: number;
}
/** A call that is over. */
interface FinishedCall extends Call {
    /** In ms, without the time a person took to confirm it. */
    readonly duration: number;
    readonly outcome: CallOutcome;
}
/** How a call ended. A result with `isError` is a result: the message of the tool. */
type CallOutcome = {
    readonly kind: 'result';
    readonly result: CallToolResult;
    readonly warnings: readonly string[];
} | {
    readonly kind: 'failure';
    readonly failure: Failure;
};

/** Everything that happens in a pool, in one stream. `server` is the id of a server. */
type PoolEvent = {
    readonly type: 'server.added';
    readonly server: string;
} | {
    readonly type: 'server.removed';
    readonly server: string;
} | {
    readonly type: 'server.updated';
    readonly server: string;
} | {
    readonly type: 'state.changed';
    readonly server: string;
    readonly state: ServerState;
} | {
    readonly type: 'catalog.changed';
    readonly server: string;
    readonly catalog: Catalog;
    readonly stale: boolean;
} | {
    readonly type: 'server.log';
    readonly server: string;
    readonly line: ServerLogLine;
} | {
    readonly type: 'call.started';
    readonly server: string;
    readonly call: Call;
} | {
    readonly type: 'call.progress';
    readonly server: string;
    readonly call: Call;
    readonly progress: CallProgress;
} | {
    readonly type: 'call.succeeded';
    readonly server: string;
    readonly call: FinishedCall;
}
/** The call could not be made, was stopped, or the tool reported an error; its outcome shows which. */
 | {
    readonly type: 'call.failed';
    readonly server: string;
    readonly call: FinishedCall;
};

/** How a broadcast ended. */
interface Broadcast {
    readonly tool: string;
    /** One for each server that has the tool, in the order of the pool. */
    readonly calls: readonly FinishedCall[];
    readonly succeeded: number;
    readonly failed: number;
    /** Names of servers that could not be started and whose tools are unknown. */
    readonly unknown: readonly string[];
}

/** A server as other extensions see it: a snapshot. */
interface ApiServer {
    readonly id: string;
    readonly name: string;
    readonly state: ServerState;
    readonly catalog: Catalog;
}
/** What `vscode.extensions.getExtension('mcp-pool.mcp-pool').activate()` gives. */
interface McpPoolApi {
    /** Grows when something is added; a breaking change gets a new major number. */
    readonly version: 1;
    /** The servers of this window. */
    readonly servers: readonly ApiServer[];
    /** Everything that happens in the pool. A listener that throws does not affect the others. */
    readonly onDidEvent: Event<PoolEvent>;
    /** Calls a tool. Never rejects: how it ended is in the outcome. The user may be asked to confirm. */
    callTool(server: string, tool: string, args: Record<string, unknown>, options?: {
        signal?: AbortSignal;
    }): Promise<FinishedCall>;
    /** Calls a tool on all servers that have it, or on these, at the same time. Rejects when none has it; a failure on one is its outcome. */
    broadcast(tool: string, args: Record<string, unknown>, options?: {
        servers?: readonly string[];
        signal?: AbortSignal;
    }): Promise<Broadcast>;
    /** Reads a resource. Rejects with an error that has `kind`, `message` and `nextSteps`. */
    readResource(server: string, uri: string): Promise<ReadResourceResult>;
    /** Gets a prompt. Rejects like `readResource`. */
    getPrompt(server: string, name: string, args?: Record<string, string>): Promise<GetPromptResult>;
}

export type { ApiServer, McpPoolApi };
