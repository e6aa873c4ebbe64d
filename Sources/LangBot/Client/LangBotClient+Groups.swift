extension LangBotClient {
    /// LLMs, embedding models and rerank models.
    public var models: Models { Models(client: self) }
    /// Model providers; since 4.7.
    public var providers: Providers { Providers(client: self) }
    /// The protocols for talking to model providers.
    ///
    /// Requires a user token.
    public var requesters: Requesters { Requesters(client: self) }
    /// Bots on messaging platforms.
    public var bots: Bots { Bots(client: self) }
    /// The messaging platforms.
    ///
    /// Requires a user token.
    public var adapters: Adapters { Adapters(client: self) }
    /// Pipelines, which define how messages are handled.
    public var pipelines: Pipelines { Pipelines(client: self) }
    /// Knowledge bases and their documents.
    public var knowledge: Knowledge { Knowledge(client: self) }
    /// Model Context Protocol (MCP) servers.
    public var mcp: MCP { MCP(client: self) }
    /// Document and image uploads.
    public var files: Files { Files(client: self) }
    /// Addresses that are told of every message that a bot receives.
    ///
    /// Requires a user token.
    public var webhooks: Webhooks { Webhooks(client: self) }
    /// The tools that models can call; since 4.9.
    ///
    /// Requires a user token.
    public var tools: Tools { Tools(client: self) }
    /// Plugins; with an API key since 4.6.
    public var plugins: Plugins { Plugins(client: self) }
    /// All installed plugins, MCP servers and skills; since 4.10.
    public var extensions: Extensions { Extensions(client: self) }
    /// Skills; since 4.10.
    public var skills: Skills { Skills(client: self) }
    /// Agents; since 4.11.
    public var agents: Agents { Agents(client: self) }
    /// The assistant, which manages a workspace in conversations; since 4.11.
    ///
    /// Requires a user token.
    public var assistant: Assistant { Assistant(client: self) }
    /// Records of messages, calls and errors; since 4.8, with an API key since 4.11.
    public var monitoring: Monitoring { Monitoring(client: self) }
    /// The sandbox for tools; since 4.10, with an API key since 4.11.
    public var sandbox: Sandbox { Sandbox(client: self) }
    /// The credential's workspace; since 4.11.
    public var workspace: Workspace { Workspace(client: self) }
    /// The user's workspaces, their members and invitations; since 4.10.
    ///
    /// Requires a user token.
    public var workspaces: Workspaces { Workspaces(client: self) }
    /// What users and API keys did; since 4.11.
    public var operationLog: OperationLog { OperationLog(client: self) }
    /// Background tasks of the server.
    public var tasks: ServerTasks { ServerTasks(client: self) }
    /// Release, health, capabilities and logs of the server.
    public var system: ServerSystem { ServerSystem(client: self) }
    /// The wizard of the first sign-in; since 4.9.
    ///
    /// Requires a user token.
    public var setupWizard: SetupWizard { SetupWizard(client: self) }
    /// Surveys of LangBot's makers, and feedback to them; since 4.8.
    ///
    /// Requires a user token.
    public var surveys: Surveys { Surveys(client: self) }
    /// API keys.
    ///
    /// Most releases require a user token.
    public var apiKeys: APIKeys { APIKeys(client: self) }
    /// Sign-in and the signed-in user's account.
    public var account: Account { Account(client: self) }
}
